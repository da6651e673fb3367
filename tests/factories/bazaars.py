"""Bazaars, applications, stalls and takings, made directly."""

from bazaars import draw as lots
from bazaars.models import Bazaar, ClosedList, StallApplication, StallDay, StallSale
from tests.factories.people import make_participant, make_user
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


def make_application(bazaar, participant=None, *, number=None, **fields):
    return StallApplication.objects.create(
        bazaar=bazaar,
        participant=participant or make_participant(),
        number=number or bazaar.applications.count() + 1,
        category=fields.pop("category", "kuliner"),
        **fields,
    )


def make_closed_list(bazaar, *, draws_on=None):
    """The list frozen without waiting for the days a real one waits."""
    entries = [lots.Entry(row.number, 0, row.category) for row in bazaar.applications.standing()]
    text = lots.canonical(bazaar.pk, bazaar.stalls, entries)
    return ClosedList.objects.create(
        bazaar=bazaar,
        content=text,
        sha256=lots.fingerprint(text),
        seed_source="Penutupan IHSG hari itu",
        draws_on=draws_on or in_days(0),
        closed_by=make_user("staff"),
    )


def make_stall_day(application, *, number=1, day_on=None, **fields):
    return StallDay.objects.create(
        bazaar=application.bazaar,
        number=number,
        day_on=day_on or application.bazaar.starts_on,
        application=application,
        **fields,
    )


def make_sale(bazaar, participant=None, *, amount=250_000, sold_on=None):
    return StallSale.objects.create(
        bazaar=bazaar,
        participant=participant or make_participant(),
        amount=amount,
        sold_on=sold_on or bazaar.starts_on,
    )
