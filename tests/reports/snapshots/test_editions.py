"""Editions: drafts, approval by a second person, and what never changes again."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from okoce.clock import WIB
from okoce.regions.models import Region
from okoce.versions import Changed, Version
from reports.papers.actions import documents, runs
from reports.papers.models import Document, Report
from reports.snapshots.actions import editions
from reports.snapshots.models import Edition, Paragraph, Snapshot
from tests.factories.people import make_user
from tests.factories.places import BARAT, GROGOL, PROVINCE, TIMUR
from tests.factories.reports import make_document, make_edition, make_funnel, make_period
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinas():
    return make_user("province")


@pytest.fixture
def draft():
    return make_edition(is_approved=False)


def test_an_edition_freezes_every_area_with_what_it_was_counted_by(draft):
    assert set(draft.snapshots.values_list("region_id", flat=True)) == set(
        Region.objects.exclude(level="kelurahan").values_list("code", flat=True)
    )
    assert draft.printed_number == f"{draft.period.programme_year.year}-01-R1"
    assert draft.versions.keys() == {"figures", "definitions", "rules", "targets", "regions"}
    assert draft.versions["rules"]["attendance_percent"] == 75
    assert draft.prepared_by is None
    assert len(draft.sha256) == 64


def test_the_schedule_prepares_once_and_leaves_an_approved_one(draft, dinas):
    assert editions.prepare(draft.period) == draft
    approved = editions.approve(draft, by=dinas, seen=draft.sha256)

    assert editions.prepare(draft.period) == approved
    assert Edition.objects.count() == 1


def test_a_draft_is_frozen_anew_under_its_number_and_its_papers_are_dropped(draft, dinas):
    run = runs.start(draft.period, by=dinas)
    editions.write(draft.paragraphs.get(region=PROVINCE), {"text": "Tetap ada."}, by=dinas)
    make_funnel(30, 20, day=draft.period.ends_on)

    anew = editions.prepare(draft.period, by=dinas)

    assert (anew.pk, anew.number, anew.prepared_by) == (draft.pk, 1, dinas)
    assert anew.sha256 != draft.sha256
    assert anew.snapshots.get(region=GROGOL).figures["stages"][1]["people"] == 20
    assert not Report.objects.filter(run=run).exists()
    assert Paragraph.objects.get(edition=anew, region=PROVINCE).text == "Tetap ada."


def test_who_prepared_does_not_approve(dinas):
    draft = make_edition(is_approved=False, by=dinas)

    assert refusal(editions.approve, draft, by=dinas, seen=draft.sha256) == editions.TWO_PEOPLE
    assert editions.approve(draft, by=make_user("province"), seen=draft.sha256).approved_name


def test_only_what_was_seen_is_approved_and_once(draft, dinas):
    assert refusal(editions.approve, draft, by=dinas, seen="") == editions.FROZEN_ANEW
    editions.approve(draft, by=dinas, seen=draft.sha256)

    assert refusal(editions.approve, draft, by=dinas, seen=draft.sha256) == editions.APPROVED


def test_who_may_not_is_refused(draft):
    for role in ("staff", "officer", "official", "auditor"):
        user = make_user(role)
        for act in (
            lambda user=user: editions.prepare(draft.period, by=user),
            lambda user=user: editions.approve(draft, by=user, seen=draft.sha256),
            lambda user=user: editions.discard(draft, by=user),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_period_to_come_is_not_frozen(dinas):
    assert refusal(editions.prepare, make_period(ended_days_ago=-30), by=dinas) == editions.NOT_BEGUN


def test_sudin_writes_for_their_kota_and_dinas_for_the_province(draft, dinas):
    staff = make_user("staff", region=BARAT)
    of = {row.region_id: row for row in draft.paragraphs.all()}
    assert set(of) == {PROVINCE, BARAT, TIMUR}

    editions.write(of[BARAT], {"text": " Dua sesi batal karena banjir. "}, by=staff)
    with pytest.raises(PermissionDenied):
        editions.write(of[TIMUR], {"text": "Bukan kota saya"}, by=staff)
    with pytest.raises(PermissionDenied):
        editions.write(of[PROVINCE], {"text": "Bukan wilayah saya"}, by=staff)
    editions.write(of[PROVINCE], {"text": "Baik."}, by=dinas)

    block = draft.snapshots.get(region=GROGOL).printed["edition"]
    assert (block["paragraph"], block["kota_paragraph"]) == ("Baik.", "Dua sesi batal karena banjir.")
    assert (block["state"], block["number"]) == ("draft", f"{draft.printed_number}-{GROGOL}")


def test_two_who_write_at_once_are_asked(draft, dinas):
    row = draft.paragraphs.get(region=PROVINCE)
    version = Version.of(row, ["text"])
    editions.write(row, {"text": "Pertama."}, by=dinas, version=version)

    with pytest.raises(Changed):
        editions.write(row, {"text": "Kedua."}, by=dinas, version=version)


def test_after_approval_nothing_is_written_or_discarded(dinas):
    edition = make_edition()
    row = edition.paragraphs.get(region=PROVINCE)

    assert refusal(editions.write, row, {"text": "Terlambat"}, by=dinas) == editions.APPROVED
    assert refusal(editions.discard, edition, by=dinas) == editions.APPROVED


def test_a_discarded_draft_leaves_nothing(draft, dinas):
    editions.discard(draft, by=dinas)

    assert (Edition.objects.count(), Snapshot.objects.count(), Paragraph.objects.count()) == (0, 0, 0)


# --- What the database promises ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: Edition.objects.filter(pk=edition.pk).update(approved_name="Orang lain"),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(state="draft"),
        lambda edition: edition.snapshots.update(figures={}),
        lambda edition: edition.paragraphs.update(text="Lain"),
        lambda edition: Snapshot.objects.create(
            edition=edition,
            period=edition.period,
            region_id=f"{GROGOL}.1001",
            cut_off_on=edition.cut_off_on,
            rule_version="1",
            figures={},
            fingerprint="",
        ),
    ],
)
def test_an_approved_edition_never_changes(change):
    edition = make_edition()

    with pytest.raises(IntegrityError), transaction.atomic():
        change(edition)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("one_edition_per_period_and_number", {"number": 1, "state": "approved"}),
        ("one_draft_edition_per_period", {"number": 2, "state": "draft"}),
        ("approved_edition_names_who", {"number": 2, "state": "approved", "approved_by": None}),
        ("edition_takes_two_people", {"number": 2, "state": "approved", "is_own": True}),
        ("editions_begin_with_one", {"number": 0, "state": "approved"}),
    ],
)
def test_the_database_refuses_what_cannot_be(draft, dinas, name, fields):
    fields = {"approved_by": dinas} | fields
    if fields.pop("is_own", False):
        fields["prepared_by"] = dinas
    if fields["state"] == "draft":
        del fields["approved_by"]
    else:
        fields |= {"approved_name": "Melati", "approved_at": draft.prepared_at}
    about = {name: getattr(draft, name) for name in ("period", "cut_off_on", "known_at", "versions", "sha256")}

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(**about | fields)


# --- Papers --------------------------------------------------------------------------------------------


def test_officials_get_approved_editions_and_staff_the_draft_too(draft, dinas):
    regions = list(Region.objects.kecamatan())
    official = make_user("official", region=GROGOL)

    assert editions.frozen(draft.period, regions, by=dinas)[GROGOL].edition == draft
    assert editions.frozen(draft.period, regions, by=official)[GROGOL].edition is None
    editions.approve(draft, by=dinas, seen=draft.sha256)

    assert editions.frozen(draft.period, regions, by=official)[GROGOL].edition == draft


def test_the_paper_of_an_approved_edition_is_the_first_one_whatever_the_looks(monkeypatch):
    edition = make_edition()
    snapshot = edition.snapshots.select_related("edition__period__programme_year").get(region=GROGOL)
    first = make_document(drawn_from=documents.input_fingerprint(snapshot))

    monkeypatch.setattr(documents, "looks", lambda: "another look")

    assert documents.document_of(snapshot) == first
    assert Document.objects.count() == 1


def test_the_paper_of_a_draft_follows_its_paragraphs_and_looks(draft, dinas, monkeypatch):
    def drawn_from():
        rows = Snapshot.objects.select_related("edition__period__programme_year")
        return documents.input_fingerprint(rows.get(edition=draft, region=GROGOL))

    prints = {drawn_from()}
    editions.write(draft.paragraphs.get(region=BARAT), {"text": "Banjir."}, by=make_user("staff"))
    prints.add(drawn_from())
    monkeypatch.setattr(documents, "looks", lambda: "another look")
    prints.add(drawn_from())
    editions.approve(draft, by=dinas, seen=draft.sha256)
    prints.add(drawn_from())

    assert len(prints) == 4


# --- The evening before the meeting --------------------------------------------------------------------


def moment(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=WIB)


def test_the_draft_is_there_from_the_evening_before_the_meeting_on():
    period = make_period(ended_days_ago=-3)
    with time_machine.travel(moment(period.meeting_on - dt.timedelta(days=1), 17), tick=False):
        assert editions.prepare_due() is None
    with time_machine.travel(moment(period.meeting_on - dt.timedelta(days=1), 18), tick=False):
        draft = editions.prepare_due()
        assert (draft.period, draft.prepared_by) == (period, None)
        assert editions.prepare_due() is None


def test_a_worker_that_was_down_prepares_the_newest_later():
    make_period(ended_days_ago=15)
    period = make_period(ended_days_ago=1)

    with time_machine.travel(moment(period.meeting_on + dt.timedelta(days=2), 6), tick=False):
        draft = editions.prepare_due()

    assert draft.period == period
    assert Edition.objects.count() == 1
