"""Keep a form whose sender has to log in first, read it again, forget it."""

import json
from typing import NamedTuple

from cryptography.fernet import InvalidToken
from django.contrib.auth import get_user_model
from django.db import transaction

from okoce.accounts import browsers
from okoce.clock import now
from okoce.kept_forms.models import KEPT, KeptForm
from okoce.kept_forms.typed import typed
from okoce.sealing import seal, unseal

MOST = 5  # forms of one account; the oldest makes room


class Kept(NamedTuple):
    pk: int
    path: str
    fields: list
    has_files: bool


@transaction.atomic
def keep(request):
    """Keep what was posted for the account that used this browser last. Return the row, or None where nothing is."""
    browser, fields = browsers.of(request), typed(request)
    if browser is None or fields is None:
        return None
    user = get_user_model().objects.select_for_update().filter(pk=browser.user_id, is_active=True).first()
    if user is None:
        return None
    content = {"path": request.get_full_path(), "fields": fields, "has_files": bool(request.FILES)}
    row = KeptForm.objects.create(user=user, browser=browser.digest, sealed=seal(json.dumps(content)))
    older = KeptForm.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[MOST:]
    KeptForm.objects.filter(pk__in=list(older)).delete()
    return row


def kept(request):
    """Return what the signed-in account typed in this browser, newest first, as Kept."""
    browser = browsers.of(request)
    if browser is None:
        return []
    return [opened for row in KeptForm.objects.of(browser.digest, request.user) if (opened := _open(row))]


def forget(request, pk):
    """Delete a form that was used or is not wanted; nothing where it is not this browser's and account's."""
    if browser := browsers.of(request):
        KeptForm.objects.of(browser.digest, request.user).filter(pk=pk).delete()


def forget_old():
    """Delete what is older than a day. Idempotent; returns how many rows went."""
    return KeptForm.objects.filter(kept_at__lte=now() - KEPT).delete()[0]


def _open(row):
    try:
        content = json.loads(unseal(row.sealed))
    except InvalidToken:  # the key it was sealed with is no longer used
        return None
    return Kept(row.pk, content["path"], [tuple(pair) for pair in content["fields"]], content["has_files"])
