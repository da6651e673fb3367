"""Try the keys of this process on the data, and keep the check values of those in use."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from okoce.keys.models import KeyCheck

Use = KeyCheck.Use
NAMES = {Use.SEAL: "NIK_KEYS", Use.FIND: "NIK_HMAC_KEY"}


def problems():
    """Return what is wrong with the keys, as sentences; empty when they fit or there are no people. Writes nothing.

    One statement when all is well. Where no check value is kept yet, the keys are tried on people themselves.
    """
    kept = _kept()
    missing = kept - _values(_all_keys())
    if kept and not missing:
        return []
    fits = _fits_people()
    if fits is None or (fits and not kept):
        return []
    names = sorted({NAMES[use] for use, _ in missing}) or ["NIK_KEYS atau NIK_HMAC_KEY"]
    return [
        f"{' dan '.join(names)} bukan kunci yang dipakai data peserta di basis data ini; "
        f"kembalikan {settings.KEYS_KEPT_IN} yang semula dari cadangan, lalu jalankan lagi."
    ]


def settle():
    """Keep the check values of the keys in use, if they fit; without people only of these. Returns `problems()`."""
    if found := problems():
        return found
    kept, given = _kept(), _values(_all_keys())
    # What stands already may lie under any key that is given; what is written from now on, under the newest.
    _replace(kept - given, (_values(_newest_keys()) if kept else given) - kept)
    return []


def keep_only_newest():
    """Everything lies under the newest keys now, so that the older ones may go."""
    kept, newest = _kept(), _values(_newest_keys())
    _replace(kept - newest, newest - kept)


@transaction.atomic
def _replace(old, new):
    for use, value in old:
        KeyCheck.objects.filter(use=use, value=value).delete()
    if new:  # processes start together
        rows = [KeyCheck(use=use, value=value) for use, value in sorted(new)]
        KeyCheck.objects.bulk_create(rows, ignore_conflicts=True)


def _kept():
    return set(KeyCheck.objects.order_by().values_list("use", "value"))


def _all_keys():
    return {Use.SEAL: settings.NIK_KEYS, Use.FIND: [settings.NIK_HMAC_KEY, *settings.NIK_HMAC_OLD_KEYS]}


def _newest_keys():
    return {use: keys[:1] for use, keys in _all_keys().items()}


def _values(keys):
    return {(use.value, _value(use, key)) for use, some in keys.items() for key in some}


def _value(use, key):
    return hmac.new(key.encode(), f"okoce.keys.{use.value}".encode(), hashlib.sha256).hexdigest()


def _fits_people():
    return import_string(settings.KEYS_TRIED_BY)()
