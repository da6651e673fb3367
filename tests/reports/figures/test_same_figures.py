"""The seven stages carry the same names, the same order and the same figures wherever they are shown."""

import re

import pytest

from okoce.formats import angka
from okoce.regions.models import Region
from reports.figures import counted
from reports.papers.actions import documents
from reports.snapshots.actions import snapshots
from tests.factories.people import make_user
from tests.factories.places import GROGOL
from tests.factories.reports import make_funnel, make_period, make_target
from tests.factories.years import make_year
from tests.reports.papers.test_documents import opened, words_of

pytestmark = pytest.mark.django_db

PEOPLE = (1812, 1503, 751, 478, 138, 73, 16)


@pytest.fixture(params=["free", "sequential"])
def year(request):
    """In the sequential one mentoring comes before training and has another name, as in a year that was set so."""
    year = make_year(order=request.param)
    if year.is_sequential:
        for stage, position, name in (("pelatihan", 9, "Kelas"), ("pendampingan", 2, "Pendampingan")):
            year.stages.filter(stage=stage).update(position=position, name=name)
        year.stages.filter(stage="pelatihan").update(position=3)
    return year


@pytest.fixture
def period(year):
    period = make_period(year=year)
    make_funnel(*PEOPLE, day=period.starts_on, year=year)
    make_target("perizinan", 1000, year=year)
    return period


def expected(year):
    """[(number, name, people)] as the one function of figures says it."""
    people = counted.stage_counts(year, "kecamatan", year.ends_on)[GROGOL]
    return [(row.position, row.name, people[row.stage]) for row in year.ordered_stages]


def lines_of(wanted):
    """How the table of the seven steps says them in a year's first period: now, nobody before, all of them new."""
    return [f"{number}. {name}{angka(people)}0+{angka(people)}" for number, name, people in wanted]


def funnel_of(client, path):
    """[(name, people)] as the picture of the seven steps says them, from top to bottom."""
    page = client.get(path).content.decode()
    picture = re.search(r'aria-labelledby="corong-.*?</svg>', page, re.DOTALL)[0]
    rows = re.findall(r'font-weight="600">([^<]+)</text>.*?font-weight="700">([\d.]+)<', picture)
    return [(name, whole(people)) for name, people in rows]


def whole(text):
    return int(text.replace(".", ""))


def test_paper_dashboards_and_public_page_tell_the_same(client, year, period):
    snapshot = snapshots.take(period, [Region.objects.get(pk=GROGOL)])[GROGOL]
    paper = words_of(opened(documents.document_of(snapshot)))
    drawn = {"visitor": funnel_of(client, f"/kemajuan/{GROGOL}/"), "everybody": funnel_of(client, "/kemajuan/")}
    for role in ("officer", "staff", "official", "province"):
        client.force_login(make_user(role))
        drawn[role] = funnel_of(client, "/")

    wanted = expected(year)

    assert sorted(people for *_, people in wanted) == sorted(PEOPLE)
    assert [line for line in lines_of(wanted) if line not in paper] == []
    assert [(row["number"], row["name"], row["people"]) for row in snapshot.figures["stages"]] == wanted
    assert drawn == {page: [(name, people) for _, name, people in wanted] for page in drawn}
