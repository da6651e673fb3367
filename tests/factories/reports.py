"""Tallies without people, the 44 kecamatan, runs: what figures and reports are made from."""

import datetime as dt

from okoce.clock import today
from okoce.programme.models import Target
from okoce.programme.stages import Stage
from okoce.regions import loading
from okoce.regions.models import Region
from participants.journey.models import Tally
from reports.papers.models import Document
from reports.snapshots.actions import editions, periods
from reports.snapshots.models import Period
from tests.factories.people import make_user
from tests.factories.places import GROGOL, TOMANG, make_places
from tests.factories.years import make_agency, make_year


def make_tally(stage, people, *, kelurahan=TOMANG, day=None, year=None):
    make_places()
    return Tally.objects.create(
        programme_year=year or make_year(),
        kelurahan_id=kelurahan,
        kecamatan_id=kelurahan.rpartition(".")[0],
        stage=stage,
        day=day or today(),
        people=people,
    )


def make_funnel(*people, kelurahan=TOMANG, day=None, year=None):
    """Tallies of the seven stages in their order, and a fifth more in the register than are checked."""
    for stage, number in zip(Stage.values, people, strict=False):
        make_tally(stage, number, kelurahan=kelurahan, day=day, year=year)
    make_tally(Tally.REGISTERED, people[0] * 6 // 5, kelurahan=kelurahan, day=day, year=year)


def make_target(stage, people, *, kecamatan=GROGOL, year=None):
    make_places()
    return Target.objects.create(
        programme_year=year or make_year(),
        kecamatan_id=kecamatan,
        stage=stage,
        agency=make_agency(),
        people=people,
    )


def make_period(*, ended_days_ago=1, year=None):
    """The fortnight that ended so many days ago, numbered after those made before it."""
    make_places()
    make_places()
    year = year or make_year()
    ends_on = today() - dt.timedelta(days=ended_days_ago)
    number = Period.objects.filter(programme_year=year).count() + 1
    return Period.objects.create(
        programme_year=year,
        number=number,
        starts_on=ends_on - dt.timedelta(days=periods.DAYS - 1),
        ends_on=ends_on,
        meeting_on=ends_on + dt.timedelta(days=1),
    )


def make_all_places():
    """The real Jakarta: 6 kota, 44 kecamatan, 267 kelurahan."""
    loading.load()
    return list(Region.objects.kecamatan().order_by("code"))


def make_document(content=b"%PDF-1.7 uji", *, drawn_from=None):
    sha = Document.sha(content)
    return Document.objects.get_or_create(
        input_fingerprint=drawn_from or sha,
        defaults={"content": content, "sha256": sha, "size": len(content), "pages": 2},
    )[0]


def make_edition(period=None, *, is_approved=True, by=None):
    """An edition that the schedule prepared, of a period that ended yesterday; approved by Dinas unless said."""
    edition = editions.prepare(period or make_period(), by=by)
    if is_approved:
        edition = editions.approve(edition, by=make_user("province"), seen=edition.sha256)
    return edition
