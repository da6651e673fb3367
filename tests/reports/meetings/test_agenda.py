"""What the agenda works out from frozen figures, what it hides, and what papers get of actions."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now, today
from okoce.programme.stages import Stage
from reports.figures.counted import EVERYWHERE
from reports.meetings import frozen
from reports.meetings.actions import closings, measuring
from reports.meetings.agenda import Agenda, Place, signed
from reports.meetings.furthest import furthest, standing_of
from reports.meetings.models import Closing
from reports.meetings.models.meetings import area_of
from tests.factories.meetings import make_action, make_meeting
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, PROVINCE
from tests.factories.reports import make_funnel, make_tally, make_target
from tests.factories.years import make_year

STAGES = tuple(SimpleNamespace(position=n, stage=s.value, name=s.label) for n, s in enumerate(Stage, 1))


def agenda_of(people, *, before=0, target=1000, hides=False, on="2026-07-01"):
    """Of one kecamatan that had `before` people at Pelatihan a fortnight ago, half a year into the year."""
    counts = {s.value: people for s in Stage} | {"permodalan": people // 10}
    figures = {
        "on": on,
        "since": "2026-06-17",
        "stage": "pelatihan",
        "days_passed": 182,
        "days_total": 364,
        "people": {GROGOL: counts},
        "before": {GROGOL: {s.value: before for s in Stage}},
        "targets": {GROGOL: target},
        "trend_days": ["2026-06-17", on],
        "trend": {GROGOL: [before, people]},
    }
    return Agenda(figures, STAGES, EVERYWHERE, hides)


@pytest.mark.once
@pytest.mark.parametrize(
    ("people", "before", "target", "verdict"),
    [
        (1000, 900, 1000, "Target setahun sudah tercapai."),
        (400, 400, 1000, "Tidak bertambah sejak 17 Juni 2026."),
        (860, 790, 1000, "Dengan laju sekarang tercapai sekitar 29 Juli 2026."),
        (300, 290, 1000, "Dengan laju sekarang tidak tercapai tahun ini: perlu 538,5 % dari laju itu."),
        (300, 299, 1000, "Dengan laju sekarang tidak tercapai tahun ini."),
        (300, 290, 0, ""),
    ],
)
@pytest.mark.django_db
def test_the_verdict_follows_from_the_pace_since_the_last_meeting(places_there, people, before, target, verdict):
    agenda = agenda_of(people, before=before, target=target)

    assert agenda.verdict(agenda.whole) == verdict


@pytest.fixture
def places_there():
    make_year()
    make_user()


@pytest.mark.django_db
def test_of_a_place_where_few_stand_nothing_is_shown(places_there):
    agenda = agenda_of(4, hides=True)
    place = agenda.place(GROGOL)

    assert (place.is_hidden, agenda.whole.is_hidden) == (True, True)
    assert (place.behind_words, place.added_words) == ("–", "–")
    assert (place.tone, place.pace_words, agenda.verdict(place), agenda.trend(place)) == ("", "", "", None)
    assert {step.people for step in agenda.steps} == {None, 0}  # nobody is no small number of people
    assert not agenda_of(5, hides=True).place(GROGOL).is_hidden


@pytest.mark.django_db
def test_the_steepest_loss_is_marked(places_there):
    agenda = agenda_of(200)

    assert agenda.loss[0] == "Pelaporan Keuangan"
    assert (agenda.loss[1].name, agenda.loss[1].stopped) == ("Permodalan", 180)


@pytest.mark.once
@pytest.mark.parametrize(("change", "words"), [(21, "+21"), (0, "0"), (-4, "−4"), (1200, "+1.200")])
def test_how_a_change_is_written(change, words):
    assert signed(change) == words


@pytest.mark.once
@pytest.mark.parametrize(
    ("people", "behind", "tone"), [(500, "lebih 0", "good"), (400, "kurang 100", "wait"), (399, "kurang 101", "bad")]
)
def test_a_place_against_the_pace_of_the_year(people, behind, tone):
    place = Place("31.73.02", "Grogol", people, 1000, 500, 0)

    assert (place.behind_words, place.tone, place.missing) == (behind, tone, 1000 - people)


# --- For the first page and for papers ---------------------------------------------------------------


@pytest.mark.django_db
def test_the_first_page_of_an_official_answers_where_what_and_whether_it_helped(signed_in):
    make_target("pelatihan", 900, kecamatan=CAKUNG)
    make_target("pelatihan", 100)
    make_funnel(90, 20)
    make_tally("pelatihan", 20, kelurahan=DURI_KEPA)  # none of the kota is hidden
    make_action(expected=40)
    make_tally("pelatihan", 21)

    page = signed_in("official", region=PROVINCE).get("/").content.decode()

    assert page.index("Cakung") < page.index("Kelas malam di RPTRA")
    assert "+21 dari +40" in page
    assert "Lima terjauh" in page


@pytest.mark.django_db
def test_what_is_decided_after_the_figures_were_kept_stands_on_the_first_page_at_once(signed_in):
    make_target("pelatihan", 100)
    make_funnel(90, 20)
    official = signed_in("official", region=PROVINCE)
    assert "belum ada tindakan" in official.get("/").content.decode()

    make_action(expected=40)

    assert "Kelas malam di RPTRA" in official.get("/").content.decode()


@pytest.mark.django_db
def test_the_five_are_those_of_the_own_area_and_of_who_sees_meetings():
    make_target("pelatihan", 900, kecamatan=CAKUNG)
    make_target("pelatihan", 100)
    year = make_year()

    official = make_user("official", region=BARAT)
    standing = standing_of(year, area_of(official), hides=True)
    assert [row.place.code for row in furthest(official, year, standing)["rows"]] == [GROGOL]
    assert furthest(make_user("privacy"), year, standing) is None
    assert furthest(make_user("official"), None, None) is None


@pytest.mark.django_db
def test_papers_get_the_actions_of_last_time_with_what_was_measured():
    make_tally("pelatihan", 20), make_tally("pelatihan", 20, kelurahan=DURI_KEPA)  # none of the kota is hidden
    action, year = make_action(expected=40, days=3), make_year()
    make_tally("pelatihan", 21)

    [row] = frozen.parts(year, today() + dt.timedelta(days=4), now())["actions"][GROGOL]

    assert (row["words"], row["change"], row["expected"]) == ("+21 dari +40", 21, 40)
    assert (row["state"], row["owner"]) == ("terlambat 1 hari", action.owner.name)
    assert frozen.parts(year, today(), action.decided_at - dt.timedelta(seconds=1)) == {"actions": {}}


@pytest.mark.django_db
def test_papers_say_of_a_closing_what_was_known_then(standing_clock):
    make_tally("pelatihan", 20)
    action, year = make_action(expected=10, days=9), make_year()
    make_tally("pelatihan", 10)
    before = now()
    standing_clock.shift(60)
    closings.propose(action, Closing.Kind.ACHIEVED, "Daftar hadir", by=make_user("province"))
    closed = now()
    make_tally("pelatihan", -5)
    standing_clock.shift(60)
    measuring.measure_all()

    states = [frozen.parts(year, today(), at)["actions"][PROVINCE][0]["state"] for at in (before, closed, now())]

    assert [state.partition(" ")[0] for state in states] == ["sampai", "berhasil", "dibuka"]


@pytest.mark.django_db
def test_parts_of_papers_ask_as_much_for_three_actions_as_for_one():
    meeting, year = make_meeting(), make_year()
    counts = []
    for _ in range(2):
        make_action(meeting)
        with CaptureQueriesContext(connection) as asked:
            frozen.parts(year, today(), now())
        counts.append(len(asked))
        make_action(meeting, kecamatan=CAKUNG)

    assert counts[0] == counts[1]
