"""What tests of lists about known people share."""

from okoce.regions.models import Region
from participants.imports.actions import imports, undoing
from participants.journey.actions import journeys
from tests.factories.evidence import make_check
from tests.factories.people import make_participant
from tests.factories.places import BARAT
from tests.factories.years import make_point
from tests.participants.imports.imported import csv_of
from tests.participants.imports.uploading import confirmed, found, worked

REASON = "Daftar instansi lain"


def make_checked(**fields):
    """A participant whose card was seen, counted and judged."""
    person = make_participant(**fields)
    journeys.enter(person)
    make_check(person, person.registered_at.date())
    journeys.refresh([person.pk])
    return person


def uploaded(kind, *rows, by, region=BARAT, header=None):
    """A list of a kind as it is after a worker judged it; `rows` are {title: text}."""
    header = header or list(dict.fromkeys(title for row in rows for title in row))
    item = imports.upload(
        csv_of(*rows, header=header),
        file_name="daftar.csv",
        kind=kind,
        region=Region.objects.get(pk=region),
        point=make_point("kecamatan"),
        by=by,
    )
    return worked(item)


def written(kind, *rows, by):
    return confirmed(uploaded(kind, *rows, by=by), by)


def undone(item, by):
    undoing.undo(item, by=by, reason=REASON)
    return worked(item)


def said(item):
    """[sentence] of what is wrong with the rows of a list, in their order."""
    return [problem["message"] for row in item.report["rows"] for problem in row["problems"]]


__all__ = ["REASON", "confirmed", "found", "make_checked", "said", "undone", "uploaded", "worked", "written"]
