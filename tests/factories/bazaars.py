"""Bazaars and takings, made directly."""

from bazaars.models import Bazaar, StallSale
from tests.factories.people import make_participant
from tests.factories.places import GROGOL, make_places
from tests.factories.sessions import in_days
from tests.factories.years import make_year


def make_bazaar(*, days=(7, 9), kecamatan=GROGOL, is_published=True, year=None, **fields):
    """A bazaar from one day to another, counted from today."""
    make_places()
    return Bazaar.objects.create(
        programme_year=year or make_year(),
        name=fields.pop("name", "Bazar Kembang"),
        kecamatan_id=kecamatan,
        venue=fields.pop("venue", "Halaman kantor kecamatan"),
        starts_on=in_days(days[0]),
        ends_on=in_days(days[1]),
        stalls=fields.pop("stalls", 20),
        is_published=is_published,
        **fields,
    )


def make_sale(bazaar, participant=None, *, amount=250_000, sold_on=None):
    return StallSale.objects.create(
        bazaar=bazaar,
        participant=participant or make_participant(),
        amount=amount,
        sold_on=sold_on or bazaar.starts_on,
    )
