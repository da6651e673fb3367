"""How long people with a role stay signed in: half an hour without doing anything, and never more than twelve hours.

A mentor, who is on the way all day, stays for the twelve hours on a device that passed the second factor. Citizens stay
as long as SESSION_COOKIE_AGE says. Each session notes when it began and, at most once a minute, when it was last used.
"""

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.contrib import auth, messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session

from okoce import kept_for
from okoce.accounts.roles import Role
from okoce.clock import now

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
BEGAN, USED = "began_at", "used_at"  # seconds since 1970, in the session

IDLE_ENDED = "Anda keluar karena 30 menit tidak ada kegiatan. Masuk lagi untuk melanjutkan."
WHOLE_ENDED = "Anda keluar karena sudah 12 jam sejak masuk. Masuk lagi untuk melanjutkan."


def user_of(request):
    """Return who is signed in; nobody, and no session, once it has lasted too long for somebody with a role."""
    user = auth.get_user(request)
    if not (user.is_authenticated and (user.roles or user.is_superuser)):
        return user
    session, at = request.session, now().timestamp()
    began, used = session.setdefault(BEGAN, at), session.setdefault(USED, at)
    reason = _ended(request, user, since_began=timedelta(seconds=at - began), since_used=timedelta(seconds=at - used))
    if reason:
        session.flush()
        messages.info(request, reason, fail_silently=True)
        return AnonymousUser()
    if at - used >= NOTED_EVERY.total_seconds():
        session[USED] = at
    return user


def begin(sender, request, user, **_):
    """Note when a session began, at every log-in."""
    request.session[BEGAN] = request.session[USED] = now().timestamp()


def forget_ended(*, is_dry=False):
    """Delete sessions that nobody can use any more; return how many."""
    return kept_for.delete(Session.objects.filter(expire_date__lt=now()), is_dry=is_dry)


def _ended(request, user, *, since_began, since_used):
    if since_began >= WHOLE:
        return WHOLE_ENDED
    if since_used >= IDLE and not _is_out_with_a_trusted_device(request, user):
        return IDLE_ENDED
    return ""


def _is_out_with_a_trusted_device(request, user):
    if user.is_superuser or user.roles != {Role.MENTOR}:
        return False
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))
