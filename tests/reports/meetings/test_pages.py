"""Pages of the meeting: who sees what, what is decided where, and the minutes."""

import datetime as dt
import io
import re
from types import SimpleNamespace

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import RoleAssignment
from okoce.clock import now, today
from reports.meetings import now_card
from reports.meetings.actions import meetings
from reports.meetings.models import Action, Meeting
from reports.papers.models import Document
from tests.carried import carried
from tests.factories.meetings import make_action, make_meeting
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, KEBON_JERUK, PROVINCE
from tests.factories.reports import make_period, make_tally, make_target

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Running a meeting -------------------------------------------------------------------------------


def test_the_dinas_prepares_starts_attends_and_closes_a_meeting(signed_in):
    period, client = make_period(), signed_in("province")

    client.post(url("meetings-prepare"))
    meeting = Meeting.objects.get(period=period)
    client.post(url("meetings-start", meeting.pk))
    refused = client.post(url("meetings-close", meeting.pk), follow=True).content.decode()
    client.post(url("meetings-attendees", meeting.pk), {"people": "Endang Cempaka, Deputi Gubernur\n\nJoko"})
    client.post(url("meetings-close", meeting.pk))

    meeting.refresh_from_db()
    assert "siapa yang hadir" in refused
    assert (meeting.is_closed, meeting.minutes["attendees"]) == (
        True,
        [["Endang Cempaka", "Deputi Gubernur"], ["Joko", ""]],
    )
    page = text_of(client, url("meetings-detail", meeting.pk))
    assert "Unduh notula" in page
    assert "Tutup rapat" not in page


def test_a_second_meeting_does_not_start_while_one_is_running(signed_in):
    make_meeting(period=make_period(ended_days_ago=20))
    planned, client = meetings.prepare(make_period()), signed_in("province")

    page = client.post(url("meetings-start", planned.pk), follow=True).content.decode()

    planned.refresh_from_db()
    assert planned.is_planned
    assert "masih berlangsung" in page


def test_the_agenda_begins_with_who_is_furthest_behind_and_stays_as_it_was(signed_in):
    for kecamatan, target in ((GROGOL, 40), (CAKUNG, 900), (KEBON_JERUK, 500)):
        make_target("pelatihan", target, kecamatan=kecamatan)
    make_tally("pelatihan", 30)
    meeting, client = make_meeting(), signed_in("official", region=PROVINCE)

    make_tally("pelatihan", 100)
    page = text_of(client, url("meetings-screen", meeting.pk))

    assert page.index("Cakung") < page.index("Kebon Jeruk")
    assert "1.410" in page  # of 1.440, as when it began


def test_an_official_of_a_kota_sees_only_its_kecamatan(signed_in):
    for kecamatan in (GROGOL, CAKUNG):
        make_target("pelatihan", 100, kecamatan=kecamatan)
    meeting = make_meeting()
    make_action(meeting, what="Jemput bola di Tomang")
    make_action(meeting, kecamatan=CAKUNG, what="Bus ke Balai Latihan")
    client = signed_in("official", region=BARAT)

    for name in ("meetings-detail", "meetings-screen", "meetings-actions"):
        page = text_of(client, url(name, meeting.pk))
        assert "Cakung" not in page
        assert "Bus ke Balai" not in page
    assert "Jemput bola" in page
    assert client.get(url("meetings-place", meeting.pk, CAKUNG)).status_code == 404


def test_a_decision_is_written_on_the_page_of_its_kecamatan_and_keys_lead_on(signed_in):
    make_target("pelatihan", 100)
    make_tally("pelatihan", 20), make_tally("pelatihan", 20, kelurahan=DURI_KEPA)  # none of the kota is hidden
    meeting, owner = make_meeting(), make_user("officer")
    client, here = signed_in("official"), url("meetings-place", meeting.pk, GROGOL)
    typed = {"what": "Kelas malam", "owner": owner.pk, "due_on": f"{today() + dt.timedelta(days=14):%d/%m/%Y}"}
    typed |= {"expected": "15", "indicator": "pelatihan", "obstacle": "hours", "obstacle_note": ""}

    refused = client.post(here, carried(client, here) | typed | {"owner": ""})
    client.post(here, carried(client, here) | typed)

    assert "Pilih pemiliknya" in refused.content.decode()
    action = Action.objects.get()
    assert (action.baseline, action.goal, action.owner) == (20, 35, owner)
    page = text_of(client, here)
    assert "0 dari +15" in page
    assert 'data-key="ArrowLeft"' in page
    assert 'data-key="ArrowRight"' in page


@pytest.mark.parametrize(("role", "decides"), [("official", True), ("province", True), ("officer", False)])
def test_who_may_not_decide_sees_no_form(signed_in, role, decides):
    meeting = make_meeting()
    client, here = signed_in(role), url("meetings-place", meeting.pk, GROGOL)

    page = text_of(client, here)

    assert ("Putusan hari ini" in page) is decides
    assert client.post(here, {}).status_code == (200 if decides else 403)


def test_small_counts_and_their_changes_are_hidden_from_who_may_not_open_people(signed_in):
    make_target("pelatihan", 100)
    make_tally("pelatihan", 3)
    action = make_action()

    for role, is_shown in (("official", False), ("officer", True)):
        client = signed_in(role)
        for address in (
            url("actions-list") + "?tampil=terbuka",
            url("actions-detail", action.pk),
            url("meetings-place", action.meeting_id, GROGOL),
        ):
            assert ("0 dari +40" in text_of(client, address)) is is_shown
    page = text_of(signed_in("official"), url("meetings-place", action.meeting_id, GROGOL))
    assert not re.search(r"(?<![\w.-])97(?![\w.-])", page)  # what is missing of 100; a token may hold the digits


# --- Actions -----------------------------------------------------------------------------------------


def test_each_view_of_actions_lists_its_own(signed_in, time_machine):
    meeting, other = make_meeting(), make_user("staff")
    mine = make_action(meeting, what="Milik petugas", days=3)
    make_action(meeting, what="Milik Sudin", owner=other)
    lost = make_action(meeting, what="Ditinggal", days=40)
    RoleAssignment.objects.filter(user=lost.owner).update(ends_at=now())
    time_machine.move_to(now() + dt.timedelta(days=4))
    client = signed_in(mine.owner)

    def names(view, words=""):
        page = client.get(url("actions-list"), {"tampil": view, "cari": words})
        return {row.action.what for row in page.context["rows"]}

    assert names("") == {"Milik petugas"}
    assert names("terbuka") == {"Milik petugas", "Milik Sudin", "Ditinggal"}
    assert names("terbuka", "sudin") == {"Milik Sudin"}
    assert names("terlambat") == {"Milik petugas"}
    assert names("tanpa-pemilik") == {"Ditinggal"}
    assert names("ditutup") == set()
    assert "1 tindakan rapat Anda terlambat" in text_of(client, "/")


def test_an_owner_reports_and_an_official_answers(signed_in):
    action = make_action()
    client, page = signed_in(action.owner), url("actions-detail", action.pk)
    assert "Ganti pemilik" not in text_of(client, page)

    empty = client.post(url("actions-close", action.pk), {"kind": "dropped", "words": " "})
    client.post(url("actions-close", action.pk), {"kind": "dropped", "words": "Gedung dipakai"})

    assert "alasannya" in empty.content.decode()
    assert "usul ditutup" in text_of(client, page)
    client = signed_in("official")
    assert now_card.to_answer(SimpleNamespace(user=client.user)).sentence == "1 usul menutup tindakan rapat"
    assert [row.action for row in client.get(url("actions-list") + "?tampil=usul").context["rows"]] == [action]
    client.post(url("actions-answer", action.pk), {"reason": "Cari gedung lain"})
    assert "Cari gedung lain" in text_of(client, page)
    client.post(url("actions-close", action.pk), {"kind": "dropped", "words": "Tidak ada gedung"})
    assert Action.objects.closed().get() == action
    assert "dihentikan" in text_of(client, page)


def test_another_owner_is_named_on_the_page(signed_in):
    action, other = make_action(), make_user("staff")
    client = signed_in("official")

    client.post(url("actions-owner", action.pk), {"owner": other.pk})
    client.post(url("actions-owner", action.pk), {"owner": make_user("mentor").pk})

    action.refresh_from_db()
    assert action.owner == other


@pytest.mark.parametrize("name", ["meetings-list", "actions-list", "meetings-screen", "meetings-detail"])
def test_lists_ask_as_much_for_three_rows_as_for_one(signed_in, name):
    make_target("pelatihan", 100)
    meeting, client = make_meeting(), signed_in("official", region=PROVINCE)
    address = url(name) if name.endswith("-list") else url(name, meeting.pk)
    make_action(meeting)
    counts = []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counts.append(len(asked))
        make_action(meeting, indicator="perizinan"), make_action(meeting)
        meetings.prepare(make_period(ended_days_ago=30))

    assert counts[0] == counts[1]


# --- Minutes -----------------------------------------------------------------------------------------


def test_minutes_are_one_tagged_pdf_that_prints_again_the_same(signed_in):
    make_target("pelatihan", 100)
    make_tally("pelatihan", 20)
    meeting, client = make_meeting(), signed_in("province")
    action = make_action(meeting)
    assert client.get(url("meetings-minutes", meeting.pk)).status_code == 302
    client.post(url("meetings-attendees", meeting.pk), {"people": "Endang Cempaka, Deputi Gubernur"})
    client.post(url("meetings-close", meeting.pk))

    first = client.get(url("meetings-minutes", meeting.pk))
    make_tally("pelatihan", 50)
    action.owner.name = "Nama Lain"
    action.owner.save()
    again = client.get(url("meetings-minutes", meeting.pk))

    assert first["Content-Type"] == "application/pdf"
    assert first.content == again.content
    assert Document.objects.count() == 1
    with pikepdf.open(io.BytesIO(first.content)) as pdf, pdf.open_metadata() as meta:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert (meta["pdfuaid:part"], pdf.Root.Lang) == ("1", "id")
        assert "Notula rapat" in meta["dc:title"]
