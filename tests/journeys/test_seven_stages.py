"""All seven stages are reached and lost by what people do, in whatever order they do it."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.journey.actions import journeys
from participants.journey.models import StageStanding, Tally
from tests.factories.sessions import in_days
from tests.factories.years import make_year
from tests.journeys.walks import WRONG, Staff, Walk

pytestmark = pytest.mark.django_db

EVERY_STAGE = set(Stage.values)


@pytest.fixture(params=["free", "sequential"])
def year(request):
    return make_year(order=request.param)


def stages_of(person):
    return set(person.standings.values_list("stage", flat=True))


def days_of(person):
    return dict(person.standings.values_list("stage", "reached_on"))


def shuffled(scripts, chance):
    """The acts of all scripts in one order, those of each script in theirs."""
    waiting = {name: list(acts) for name, acts in scripts.items()}
    while any(waiting.values()):
        acts = waiting[chance.choice([name for name, acts in waiting.items() if acts])]
        yield acts.pop(0)


def walk_through(scripts, chance, person):
    """Everything happens once; now and then the journey is rebuilt meanwhile, and finds nothing to put right."""
    for act in shuffled(scripts, chance):
        act()
        if chance.random() < 0.1:
            assert journeys.rebuild_all() == 0
    assert list(journeys.differences()) == []
    return days_of(person)


def in_turn(scripts):
    for acts in scripts.values():
        for act in acts:
            act()


def test_any_order_of_acts_corrections_and_rebuilds_gives_the_same_journey(year):
    staff, chance = Staff(), random.Random(7302)
    walks = [Walk(year, staff) for _ in range(5)]

    there = [walk_through(walk.way, chance, walk.person) for walk in walks]
    in_between = [stages_of(walk.person) for walk in walks]
    back = [walk_through(walk.back, chance, walk.person) for walk in walks]

    assert set(there[0]) == EVERY_STAGE
    assert there == [there[0]] * 5
    assert in_between == [EVERY_STAGE] * 5
    assert back == [{}] * 5
    assert not StageStanding.objects.exists()
    assert journeys.tally_differences() == {}
    assert {row.stage for row in Tally.objects.all()} <= EVERY_STAGE | {Tally.REGISTERED}


def test_what_is_stored_equals_what_is_built_from_nothing(year):
    walk = Walk(year, Staff())
    stored = walk_through(walk.way, random.Random(42), walk.person)

    StageStanding.objects.all().delete()
    Tally.objects.all().delete()
    journeys.rebuild_all()

    assert days_of(walk.person) == stored
    assert journeys.tally_differences() == {}


def test_each_stage_is_gained_and_lost_with_its_evidence_and_its_reason(year):
    walk = Walk(year, Staff())

    in_turn(walk.way)
    in_turn(dict(reversed(walk.back.items())))

    events = list(walk.person.stage_events.order_by("id"))
    assert {(event.stage, event.kind) for event in events} == {
        (stage, kind) for stage in EVERY_STAGE for kind in ("gained", "lost")
    }
    assert all(event.evidence for event in events)
    assert all(event.reason for event in events if event.kind == "lost")


def test_one_stage_taken_back_takes_the_later_ones_with_it_only_in_a_sequential_year(year):
    walk = Walk(year, Staff())
    in_turn(walk.way)

    in_turn({"perizinan": walk.back["perizinan"]})

    later = {"pemasaran", "pelaporan", "permodalan"} if year.is_sequential else set()
    assert stages_of(walk.person) == EVERY_STAGE - {"perizinan"} - later


def test_the_page_of_the_person_and_that_of_staff_show_each_evidence_and_then_each_loss(client):
    staff = Staff()
    walk = Walk(make_year(), staff)
    own = reverse("participants:journey-detail", args=[walk.person.registration_number])
    theirs = reverse("participants:people-detail", args=[walk.person.pk])

    def pages():
        client.force_login(walk.owner)
        mine = client.get(own).content.decode()
        client.force_login(staff.sudin)
        return mine, client.get(theirs).content.decode()

    in_turn(walk.way)
    reached = pages()
    in_turn(dict(reversed(walk.back.items())))
    lost = pages()

    evidence = [
        f"KTP diperiksa {tanggal(in_days(-90))}",
        "Hadir di sesi “Dasar wirausaha”",
        f"tindak lanjut selesai {tanggal(in_days(-50))}",
        "NIB nomor 9120000000002",
        "Berjualan di Bazar Kembang",
        "diserahkan",
    ]
    for page in reached:
        assert [words for words in evidence if words not in page] == []
        assert "Gugur" not in page
    assert "Rp 4.000.000 cair dari Koperasi Cempaka" in reached[0].replace("\xa0", " ")
    assert "Koperasi Cempaka" not in reached[1]  # staff read it behind its own door, for a reason
    reasons = [
        f"Pemeriksaan KTP dibatalkan: {WRONG}",
        f"Kehadiran dibatalkan: {WRONG}",
        "Catatan pendampingan dibatalkan pendampingnya.",
        f"Izin usaha dibatalkan: {WRONG}",
        f"Penjualan di bazar dibatalkan: {WRONG}",
        "Laporan keuangan dibatalkan.",
        "Catatan permodalan dibatalkan.",
    ]
    for page in lost:
        assert [words for words in reasons if words not in page] == []
        assert page.count("<strong>Gugur</strong>") == 7


def test_somebody_who_never_lost_a_stage_reads_of_no_loss(client):
    walk = Walk(make_year(), Staff())
    walk.way["pendaftaran"][0]()
    client.force_login(walk.owner)

    page = client.get(reverse("participants:journey-detail", args=[walk.person.registration_number]))

    assert "Gugur" not in page.content.decode()


@pytest.mark.parametrize("stage", ["pemasaran", "permodalan"])
def test_what_the_person_entered_themself_is_no_evidence_before_it_is_checked(year, stage):
    walk = Walk(year, Staff())
    for name, acts in walk.way.items():
        if name == stage:
            break
        in_turn({name: acts})

    enter, check = {
        "pemasaran": ([walk._sell], walk._check_sale),
        "permodalan": ([walk._ask, walk._paid], walk._check_money),
    }[stage]
    in_turn({stage: enter})
    before = stages_of(walk.person)
    check()

    assert stage not in before
    assert stages_of(walk.person) == before | {stage}


def test_a_mentor_writes_no_notes_about_themself(year):
    walk = Walk(year, Staff())
    walk.person.user = walk.staff.mentor
    walk.person.save()

    with pytest.raises(ValidationError, match="diri sendiri"):
        walk.way["pendampingan"][0]()
