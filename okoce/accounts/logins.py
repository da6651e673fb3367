"""Whose log-in is this? A proved phone or e-mail address, or whatever another floor knows people by."""

from django.conf import settings
from django.utils.module_loading import import_string

from okoce.accounts.models import User
from okoce.accounts.phones import e164


def find_user(login):
    """The account somebody means, or None; none either for a phone that several share: they log in by number.

    Upper floors add their own numbers through LOGIN_LOOKUPS.
    """
    login = (login or "").strip()
    if not login:
        return None
    if "@" in login:
        return User.objects.filter(email=login.lower()).first()
    if phone := e164(login):
        sharing = list(User.objects.filter(phone=phone).order_by("pk")[:2])
        return sharing[0] if len(sharing) == 1 else None
    for lookup in settings.LOGIN_LOOKUPS:
        if user := import_string(lookup)(login):
            return user
    return None
