"""What a deleted person leaves in accounts and inboxes: their own account is closed, what others read is blanked."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Q

from okoce.accounts.models import AddressCode
from okoce.accounts.proofs import dropped
from okoce.kept_forms.models import KeptForm
from okoce.notifications.models import Delivery, Message
from participants.people.models.uses import NAMELESS, WORDS


def forget(account, markers, *, mentors):
    """Close the account unless it serves others or holds a role; forget what was written to it and to mentors."""
    if account is not None:
        if account.participants.exists() or account.assignments.exists() or account.is_superuser:
            _forget_messages(Message.objects.filter(user=account), markers)
        else:
            _close(account)
    about = Q()
    for word in markers.sure:
        about |= Q(subject__contains=word) | Q(body__contains=word) | Q(url__contains=word)
    Message.objects.filter(about).delete()
    of_mentors = Message.objects.filter(user__in=mentors)
    for message in of_mentors.filter(Q(subject__contains=markers.name) | Q(body__contains=markers.name)):
        message.subject = message.subject.replace(markers.name, WORDS)
        message.body = message.body.replace(markers.name, WORDS)
        message.save(update_fields=["subject", "body"])


def _forget_messages(messages, markers):
    messages.filter(Q(subject__contains=markers.name) | Q(body__contains=markers.name)).delete()


def _close(account):
    """Nobody logs in here again. The row stays, as who registered or booked something is named by it."""
    for model in (Message, Delivery, AddressCode, KeptForm, EmailAddress, Authenticator):
        model.objects.filter(user=account).delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    for name, value in {**dropped("phone"), **dropped("email")}.items():
        setattr(account, name, value)
    account.name, account.is_active = NAMELESS, False
    account.session_epoch += 1
    account.set_unusable_password()
    account.save()
