"""Proposals about cards and homes, as an officer or the person leaves them."""

import datetime as dt

from okoce.clock import today
from okoce.regions.models import Region
from participants.corrections.actions import confirming, proposing
from participants.moves.actions import proposing as moving
from participants.moves.actions import receiving
from participants.moves.models import Move
from tests.factories.people import make_user
from tests.factories.places import DURI_KEPA, KEBON_JERUK

BORN = dt.date(1990, 5, 10)


def make_correction(person, *, by=None, seen="ktp", reason="Huruf di KTP lain", **values):
    """A proposal that waits for a second officer."""
    values = values or {"name": "Sekar Kenanga Asri"}
    return proposing.propose(person, by=by or make_user("officer"), seen=seen, reason=reason, **values)


def corrected(person, **values):
    return confirming.confirm(make_correction(person, **values), by=make_user("staff"))


def make_move(person, *, to=DURI_KEPA, by=None, days_ago=3, **state):
    """A move that waits for the other kecamatan; `state` is written over it."""
    home = Region.objects.get(pk=to)
    address = {"street": "Jalan Pinang 9", "rt": "001", "rw": "002"}
    moved_on = today() - dt.timedelta(days=days_ago)
    by = by or make_user("officer")
    move = moving.propose(person, kelurahan=home, moved_on=moved_on, reason="Ikut keluarga", by=by, **address)
    if state:
        Move.objects.filter(pk=move.pk).update(**state)
        move.refresh_from_db()
    return move


def moved(person, **kind):
    return receiving.accept(make_move(person, **kind), by=make_user("officer", region=KEBON_JERUK))
