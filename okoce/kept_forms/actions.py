"""Keep a posted form that has to wait, read it again, forget it."""

import json
from datetime import datetime
from typing import NamedTuple

from cryptography.fernet import InvalidToken
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict

from okoce import kept_for
from okoce.accounts import browsers
from okoce.clock import now
from okoce.kept_forms.models import ANY_BROWSER, KEPT, KeptForm
from okoce.kept_forms.typed import typed
from okoce.sealing import seal, unseal

MOST = 5  # forms of one account; the oldest makes room
NUMBER = "isian"  # the parameter of an address, or the field, that names a kept form


class Kept(NamedTuple):
    """`refusals`: {field: [sentence]} of a form that was judged; `shown`: what else its page has to show."""

    pk: int
    path: str
    fields: list
    has_files: bool
    kept_at: datetime
    is_refused: bool = False
    is_judged: bool = True
    refusals: dict = {}
    shown: dict = {}

    @property
    def url(self):
        """The address of the form with what was typed."""
        path, _, query = self.path.partition("?")
        params = QueryDict(query, mutable=True)
        params[NUMBER] = self.pk
        return f"{path}?{params.urlencode()}"

    @property
    def data(self):
        """What a form is bound to."""
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data


def keep(request):
    """Keep what was posted for the account that used this browser last. Return the row, or None where nothing is."""
    browser, fields = browsers.of(request), typed(request)
    if browser is None or fields is None:
        return None
    content = {"path": request.get_full_path(), "fields": fields, "has_files": bool(request.FILES)}
    return _store(browser.user_id, browser.digest, content)


def keep_refused(request, path, *, number, is_judged, refusals, shown):
    """Keep a form of the signed-in account that was not carried out, in the row of this number where it has one.

    Return its Kept, or None where the form may not be kept or is too long.
    """
    fields = typed(request)
    if fields is None:
        return None
    content = {
        "path": path,
        "fields": fields,
        "has_files": bool(request.FILES),
        "is_refused": True,
        "is_judged": is_judged,
        "refusals": refusals,
        "shown": shown,
    }
    browser = _browser(request)
    changed = KeptForm.objects.of(browser, request.user).filter(pk=number) if number else KeptForm.objects.none()
    if row := changed.first():
        row.sealed, row.kept_at = seal(json.dumps(content)), now()
        row.save(update_fields=["sealed", "kept_at"])
    else:
        row = _store(request.user.pk, browser, content)
    return _open(row) if row else None


def kept(request):
    """Return what the signed-in account typed in this browser, newest first, as Kept."""
    rows = KeptForm.objects.of(_browser(request), request.user)
    return [opened for row in rows if (opened := _open(row))]


def find(request, number):
    """Return one of them, None where it is not this browser's and account's."""
    row = KeptForm.objects.of(_browser(request), request.user).filter(pk=number).first()
    return _open(row) if row else None


def forget(request, pk):
    """Delete a form that was used or is not wanted; nothing where it is not this browser's and account's."""
    KeptForm.objects.of(_browser(request), request.user).filter(pk=pk).delete()


def forget_old(*, is_dry=False):
    """Delete what is older than a day. Idempotent; returns how many rows went."""
    return kept_for.delete(KeptForm.objects.filter(kept_at__lte=now() - KEPT), is_dry=is_dry)


@transaction.atomic
def _store(user_id, browser, content):
    user = get_user_model().objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    row = KeptForm.objects.create(user=user, browser=browser, sealed=seal(json.dumps(content)))
    older = KeptForm.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[MOST:]
    KeptForm.objects.filter(pk__in=list(older)).delete()
    return row


def _browser(request):
    browser = browsers.of(request)
    return browser.digest if browser else ANY_BROWSER


def _open(row):
    try:
        content = json.loads(unseal(row.sealed))
    except InvalidToken:  # the key it was sealed with is no longer used
        return None
    fields = [tuple(pair) for pair in content.pop("fields")]
    return Kept(pk=row.pk, fields=fields, kept_at=row.kept_at, **content)
