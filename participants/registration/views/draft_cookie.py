"""The draft of this browser: found by a signed cookie that scripts cannot read."""

import uuid

from django.conf import settings
from django.core import signing

from participants.registration.actions import drafts

COOKIE = "isian"
_SALT = "participants.draft"
_receipts = signing.Signer(salt="participants.receipt")
# Longer than a draft lives, so that somebody who comes back late reads what became of it.
_AGE = 60 * 24 * 60 * 60


def had_one(request):
    return bool(request.COOKIES.get(COOKIE))


def of(request):
    draft_id = id_of(request)
    return drafts.find(draft_id) if draft_id else None


def id_of(request):
    signed = request.get_signed_cookie(COOKIE, default=None, salt=_SALT, max_age=_AGE)
    return uuid.UUID(signed) if signed else None


def remember(response, draft):
    response.set_signed_cookie(
        COOKIE,
        str(draft.pk),
        salt=_SALT,
        max_age=_AGE,
        path="/daftar/",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def forget(response):
    response.delete_cookie(COOKIE, path="/daftar/", samesite="Lax")
    return response


def receipt_token(draft):
    """The address of a receipt: names no person and no number."""
    return _receipts.sign(str(draft.pk))


def by_receipt_token(token):
    """The draft of a receipt; None when the link is not ours, or older than two weeks."""
    try:
        draft = drafts.find(uuid.UUID(_receipts.unsign(token)))
    except signing.BadSignature:
        return None
    return draft if draft and draft.sent_at else None
