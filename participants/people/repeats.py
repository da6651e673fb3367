"""A form sent twice is carried out once, known by its own token and never by what stands in it."""

from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from participants.people.models import SentForm

LIFE = kept_for.lasts("sent_forms")


@transaction.atomic
def once(key, act):
    """Carry out `act`, unless this very form was sent before. Returns the id of the row the first time made.

    `key` is what `OnceForm.key_for` says; "" for a form without a token, which is carried out. A second press of the
    same form waits for the first. What `act` raises passes through, and the form may be sent again.
    """
    if not key:
        return _id_of(act())
    sent, is_first = SentForm.objects.get_or_create(key=key)
    if not is_first:
        return sent.answer
    sent.answer = _id_of(act())
    sent.save(update_fields=["answer"])
    return sent.answer


def forget_old(*, is_dry=False):
    """Delete what was sent more than a day ago. Returns how many forms."""
    return kept_for.delete(SentForm.objects.filter(sent_at__lte=now() - LIFE), is_dry=is_dry)


def _id_of(made):
    return getattr(made, "pk", None)
