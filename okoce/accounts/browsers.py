"""A signed cookie that says which browser this is and which account used it last."""

import hashlib
import secrets
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import signing

COOKIE = "peramban"
SALT = "okoce.kept_forms"
AGE = 60 * 60 * 24 * 30


class Browser(NamedTuple):
    digest: str
    user_id: int


def of(request):
    """Return the Browser a request comes from, or None where the cookie is missing or was not made here."""
    secret, user_id = _read(request)
    return Browser(hashlib.sha256(secret.encode()).hexdigest(), user_id) if secret else None


def last_account(request):
    """Return the id of the account that signed in with this browser last; None for a browser nobody has used yet."""
    return _read(request)[1]


def remember(request, response):
    """Name the account in the cookie. It stays the same browser when another account logs in."""
    if not request.session.accessed or SESSION_KEY not in request.session:
        return
    secret, known = _read(request)
    user_id = int(request.session[SESSION_KEY])
    if user_id != known:
        response.set_cookie(
            COOKIE,
            signing.dumps([secret or secrets.token_urlsafe(24), user_id], salt=SALT),
            max_age=AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def _read(request):
    try:
        secret, user_id = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None, None
    return secret, user_id
