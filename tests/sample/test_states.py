"""The sample of ./run shows each state that people have to deal with, on any day of a year."""

import datetime as dt
from collections import defaultdict

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Q

from okoce.accounts.models import RoleAssignment, User
from okoce.clock import WIB, now, today
from okoce.kept_forms.models import KeptForm
from okoce.programme import memory
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.calls.models import Notice
from participants.corrections.models import Correction
from participants.mentoring.models import MentoringNote
from participants.merges.models import Merge
from participants.moves.models import Move
from participants.people.models import JoinedRegistration, Participant
from participants.returned_cards.models import CardReturn
from participants.twins.models import TwinCandidate
from sample import loading, placements
from sample.door import YOUNG
from sample.half_typed import NEW_PHONE
from sample.planning import HERE
from sample.staff import LOGINS, PARTICIPANT
from sample.waiting import NEIGHBOURS_NIK
from trainings.attendance.views.ticks import PAGE
from trainings.certificates.models import Certificate
from trainings.door.actions import feedback
from trainings.door.models import Closing, WalkIn
from trainings.placements import graduates
from trainings.placements.models import Placement
from trainings.planning import agency_targets, previews
from trainings.seats import obstacles, queries
from trainings.seats.models import Seat, SeatShare
from trainings.seats.states import HOLDING
from trainings.sessions.models import Session, Training

pytestmark = pytest.mark.django_db

BACKEND = "okoce.accounts.backends.PortalBackend"
DAYS = [
    dt.datetime(2026, 11, 27, 9, tzinfo=WIB),
    dt.datetime(2027, 1, 1, 0, 20, tzinfo=WIB),
    dt.datetime(2028, 2, 29, 23, 40, tzinfo=WIB),
]


@pytest.fixture(scope="module", params=DAYS, ids=lambda day: f"{day:%Y-%m-%d}")
def sample(request, django_db_setup, django_db_blocker):
    """The sample of one day for all tests here; each test undoes its own acts, and the end undoes the sample."""
    with django_db_blocker.unblock(), time_machine.travel(request.param), transaction.atomic():
        call_command("load_reference", verbosity=0)
        loading.load(600, seed="uji")
        yield
        transaction.set_rollback(True)


def signed_in(client, role):
    email = {each: login for each, _, login, _, _ in LOGINS}[role]
    client.force_login(User.objects.get(email=email), backend=BACKEND)
    return client


def test_sudin_sees_what_was_not_delivered_and_can_send_it_again(sample, client):
    page = signed_in(client, "staff").get("/peserta/tugas/pesan/")

    assert [delivery.get_state_display() for delivery in page.context["deliveries"]] == [
        "belum pasti terkirim",
        "tidak terkirim",
        "tidak terkirim",
    ]
    assert page.text.count('name="satu"') == 1
    assert "hubungi orangnya" in page.text
    assert "0812-0000-9999" in page.text


def test_sending_again_is_a_message_on_its_way(sample, client):
    page = signed_in(client, "staff").get("/peserta/tugas/pesan/")
    (delivery,) = [each for each in page.context["deliveries"] if each.can_be_sent_again]

    client.post("/peserta/tugas/pesan/kirim/", {"satu": delivery.pk})

    delivery.refresh_from_db()
    assert delivery.state == "queued"


def test_a_form_of_the_mentor_is_kept_and_is_a_note_by_one_press(sample, client):
    signed_in(client, "mentor").get("/")
    page = client.get("/isian/")
    (entry,) = page.context["entries"]
    before = MentoringNote.objects.count()

    sent = client.post(entry["kept"].path, _posted(entry["kept"]))

    assert "Membahas catatan penjualan" in page.text
    assert "produk dan kemasan, harga dan biaya" in page.text
    assert sent.status_code == 302, sent.context["form"].errors
    assert MentoringNote.objects.count() == before + 1
    assert not KeptForm.objects.filter(pk=entry["kept"].pk).exists()


def test_the_kept_form_is_shown_to_no_other_account(sample, client):
    signed_in(client, "officer").get("/")

    page = client.get("/isian/")

    assert (page.status_code, page["Location"]) == (302, "/")


def _posted(kept):
    fields = {"isian": [str(kept.pk)]}
    for name, value in kept.fields:
        fields.setdefault(name, []).append(value)
    return fields


def test_the_family_goes_on_with_the_form_that_was_refused(sample, client):
    client.force_login(User.objects.get(email=PARTICIPANT[0]), backend=BACKEND)

    (entry,) = client.get("/isian/").context["entries"]
    page = client.get(entry["kept"].url)

    assert page.context["form"]["rt"].value() == "5a"
    assert set(page.context["form"].errors) == {"rt"}


def test_the_history_shows_the_phone_that_its_owner_changed_yesterday(sample, client):
    family = User.objects.get(email=PARTICIPANT[0])
    person = family.participants.order_by("pk").first()

    page = signed_in(client, "officer").get(f"/peserta/{person.pk}/riwayat/")

    assert person.phone == NEW_PHONE
    assert "0812-0000-7744" in page.text


def test_a_form_without_kelurahan_waits_at_the_desk(sample, client):
    page = signed_in(client, "officer").get("/meja/daring/")
    (row,) = page.context["rows"]

    assert row["name"] == "Ningsih Seruni"
    assert client.get(row["url"]).context["form"]["street"].value() == "Gang Kutilang 9"


@pytest.mark.parametrize("role", ["officer", "staff"])
def test_a_written_file_shows_the_held_row_with_both_values(sample, client, role):
    files = signed_in(client, role).get("/peserta/impor/").context["imports"]
    written = next(item for item in files if item.state == "done" and item.is_of_people)

    page = client.get(f"/peserta/impor/{written.pk}/")

    (row,) = page.context["held"]
    assert [(value["column"], value["before"], value["after"]) for value in row["held"]] == [
        ("Nomor HP", "0812-••••-7722", "0812-••••-7711")
    ]
    assert "Kini di portal: <strong>0812-••••-7722</strong>. Di berkas: <strong>0812-••••-7711</strong>." in page.text
    assert {verdict for verdict, rows in written.counts.items() if rows} == {"hold", "update", "same", "reject"}


def test_lists_about_known_people_wait_and_were_written(sample, client):
    files = signed_in(client, "staff").get("/peserta/impor/").context["imports"]
    found = {item.kind: item for item in files if not item.is_of_people}

    page = client.get(f"/peserta/impor/{found['licences'].pk}/")

    assert {verdict for verdict, rows in found["licences"].counts.items() if rows} >= {"hold", "reject"}
    assert page.context["form"]
    assert found["attendance"].state == "done"
    mentors, takings = (
        {v for v, rows in found[kind].counts.items() if rows} if kind in found else set()
        for kind in ("mentors", "takings")
    )
    assert mentors >= {"new", "update"}
    assert takings >= {"new", "same", "update", "hold", "reject"} or today().month == 1  # no bazaar was held yet
    assert OldClaim.objects.exists()
    assert AgencyAttendance.objects.exists()


def test_a_list_of_the_kota_proposes_a_move(sample, client):
    files = signed_in(client, "staff").get("/peserta/impor/").context["imports"]
    waiting = next(item for item in files if item.file_name == "pemutakhiran-alamat-sudin.csv")

    assert "diusulkan sebagai perpindahan" in client.get(f"/peserta/impor/{waiting.pk}/").text


def test_another_file_waits_for_the_decision_of_sudin(sample, client):
    files = signed_in(client, "staff").get("/peserta/impor/").context["imports"]
    waiting = next(item for item in files if item.file_name == "pendaftar-pasar-grogol.csv")

    page = client.get(f"/peserta/impor/{waiting.pk}/")

    assert page.context["form"]
    assert (waiting.counts["new"], waiting.counts["update"]) == (1, 1)


def test_lists_as_offices_write_them_wait_one_with_chosen_heads_one_with_two_sheets_one_with_heads_to_choose(
    sample, client
):
    files = {item.file_name: item for item in signed_in(client, "officer").get("/peserta/impor/").context["imports"]}
    market, sheets, members = (
        files[name] for name in ("pedagang-pasar-kopro.csv", "pkk-rw-01-dan-02.xlsx", "anggota-koperasi.csv")
    )

    assert "“Nomor Penduduk” → NIK" in market.notes[0]
    assert [(sheet["title"], sheet["rows"]) for sheet in sheets.sheets] == [("RW 01", 3), ("RW 02", 2)]
    assert client.get(f"/peserta/impor/{sheets.pk}/").context["doubts"]
    assert client.get(f"/peserta/impor/{members.pk}/kolom/").context["form"].heads


def test_a_list_waits_for_review_with_every_verdict_and_a_mended_row(sample, client):
    files = signed_in(client, "officer").get("/peserta/impor/").context["imports"]
    waiting = next(item for item in files if item.file_name == "warga-rw-07.csv")

    page = client.get(f"/peserta/impor/{waiting.pk}/")

    assert all(waiting.counts[verdict] for verdict in ("new", "same", "update", "hold", "reject", "skip"))
    assert [event["verdict"] for event in page.context["mended_rows"]] == ["new"]


def test_a_written_list_can_be_undone_as_far_as_nothing_was_built_on_it(sample, client):
    files = signed_in(client, "staff").get("/peserta/impor/").context["imports"]
    written = next(item for item in files if item.file_name == "posko-rw-02.csv")

    page = client.get(f"/peserta/impor/{written.pk}/tarik/")

    assert page.context["taken_back"] == "1 perubahan"
    assert dict(page.context["kept"]) == {"sudah ada kabar": 1}


def test_a_role_has_ended_and_one_is_to_start(sample):
    mentors = RoleAssignment.objects.filter(role="mentor", region="31.73.02")

    assert mentors.filter(ends_at__lt=now()).exists()
    assert mentors.filter(starts_at__gt=now(), ends_at=None).exists()


def test_a_former_mentor_has_people_to_reassign(sample, client):
    page = signed_in(client, "staff").get("/peserta/tugas/pendamping/")

    assert [(mentor["name"], mentor["people"] > 0) for mentor in page.context["mentors"]] == [("Wahyu Dahlia", True)]


def test_a_meeting_of_today_has_more_people_than_a_page(sample, client):
    meetings = signed_in(client, "officer").get("/hadir/").context["today"]
    meeting = max(meetings, key=lambda each: each.session.seats.expected().count())

    page = client.get(f"/hadir/{meeting.session_id}/{meeting.pk}/?halaman=2")

    assert page.context["page"].paginator.count > PAGE
    assert page.context["page"].number == 2


def test_nobody_is_expected_at_two_sessions_at_one_time(sample):
    seats = Count("seats", filter=Q(seats__session__meetings__starts_at__date=today()))

    people = Participant.objects.annotate(seats_today=seats)

    assert set(people.values_list("seats_today", flat=True)) == {0, 1}


def test_a_call_list_is_half_done(sample, client):
    page = signed_in(client, "officer").get("/peserta/telepon/")

    parts = {part["label"]: part["people"] for part in page.context["parts"]}
    assert min(parts.values()) > 0
    assert parts.keys() == {
        "Perlu ditelepon",
        "Pada pendamping",
        "Nomor salah",
        "Tidak terjawab atau terlewat",
        "Selesai",
    }


def test_a_session_of_nineteen_was_cancelled_and_half_of_the_four_with_a_log_in_read_it(sample):
    notices = Notice.objects.filter(kind="session_cancelled")

    assert (notices.filter(message=None).count(), notices.exclude(message=None).count()) == (15, 4)
    assert notices.filter(message__read_at__isnull=False).count() == 2


def test_a_seat_is_offered_to_who_has_to_be_called(sample):
    offered = Seat.objects.filter(state=Seat.State.OFFERED, participant__user=None).values("participant")
    assert Notice.objects.to_call().filter(participant__in=offered).exists()


def test_cards_to_check_show_registrations_that_wait_and_one_that_was_joined(sample, client):
    officer = signed_in(client, "officer")
    waiting = list(Participant.objects.filter(registered_by=None, nik_digest__in=_shared_niks(), holds_nik=False))
    known, *pair = sorted(waiting, key=lambda person: person.registration_number in _pair())
    joined = JoinedRegistration.objects.exclude(number__in=Merge.objects.values("former_number")).get()

    pages = [officer.get(f"/peserta/{person.pk}/ktp/").text for person in (known, *pair)]

    assert len(pair) == 2
    assert "memegang NIK ini" in pages[0]
    assert all("pendaftaran daring" in page and "memegang NIK ini" not in page for page in pages[1:])
    assert f"/peserta/nomor/{joined.pk}/isian/" in officer.get(f"/peserta/{joined.participant_id}/").text


def _shared_niks():
    shared = Participant.objects.order_by().values("nik_digest").annotate(people=Count("pk"))
    return shared.filter(people__gt=1).values("nik_digest")


def _pair():
    return set(Participant.objects.with_nik(NEIGHBOURS_NIK).values_list("registration_number", flat=True))


def test_a_plan_of_drafts_waits_and_one_of_them_clashes(sample):
    drafts = list(Session.objects.filter(state=Session.State.DRAFT))
    clashes = previews.clashes_of(drafts)

    assert len(drafts) >= 8
    assert {kind for found in clashes.values() for clash in found for kind in clash.kinds} >= {"venue", "kecamatan"}


def test_five_commodities_were_taught_and_their_targets_stand_apart(sample):
    held = Training.objects.filter(kind=Training.Kind.HARD, continues=None, sessions__ends_at__lt=now()).distinct()
    reached = agency_targets.reached(User.objects.get(email="sudin@contoh.okoce.example"), memory.newest_year())

    assert held.count() == 5
    assert len(reached) == 6
    trained = Participant.objects.filter(kecamatan=HERE, standings__stage="pelatihan")
    assert any(row.done for row in reached) == trained.exists()


def test_certificates_are_issued_one_is_revoked_and_some_lost_their_basis(sample):
    papers = Certificate.objects.all()
    if today() == DAYS[1].date():  # nobody was taught before the first day of a year
        assert not papers.exists()
        return

    assert set(papers.values_list("kind", flat=True)) == set(Certificate.Kind.values)
    assert papers.exclude(revoked_at=None).count() == 1
    assert papers.without_basis().exists()
    assert papers.standing().filter(participant__user__email=PARTICIPANT[0]).exists()


def test_graduates_of_a_commodity_training_went_on_and_placements_stand_in_each_outcome(sample):
    first = Training.objects.get(title=placements.FIRST)
    if today() == DAYS[1].date():
        assert graduates.how_many_went_on(first) == (0, 0)
        return

    assert set(Placement.objects.values_list("outcome", flat=True)) == set(Placement.Outcome.values)
    went_on, all_of_them = graduates.how_many_went_on(first)
    assert 0 < went_on < all_of_them
    assert all(graduates.to_invite(each).exists() for each in first.continued_by.all())


def test_one_kelurahan_has_used_up_its_share_of_a_session_and_its_people_wait(sample):
    session = Session.objects.get(pk__in=SeatShare.objects.values("session"))

    shares = queries.shares_in_force(session)

    assert sum(share.seats for share in shares.values()) == session.capacity
    assert max(share.waiting for share in shares.values() if not share.left) >= 1
    assert any(share.left for share in shares.values())


def test_nobody_holds_two_seats_for_a_module_or_one_for_what_was_finished(sample):
    """As the statement that gives out seats would have it."""
    live = Seat.objects.live().select_related("session").filter(session__ends_at__gt=now())
    held = defaultdict(list)
    for seat in live.filter(state__in=HOLDING):
        held[seat.participant_id].append(seat)
    learned = obstacles.finished(list(held))

    double = [seats for seats in held.values() for seat in seats if len(obstacles.rivals(seat, seats)) > 1]
    idle = [seat for seats in held.values() for seat in seats if _has_learned(seat, learned)]

    assert (double, idle) == ([], [])


def _has_learned(seat, learned):
    return obstacles.nothing_to_learn(seat.session, learned[seat.participant_id])


def test_a_door_is_open_with_people_in_standing_by_and_to_complete(sample, client):
    if (today() - dt.date(today().year, 1, 1)).days < YOUNG:
        assert not WalkIn.objects.exists()
        return
    guest = WalkIn.objects.open().first()

    page = signed_in(client, "officer").get(f"/hadir/{guest.session_id}/{guest.meeting_id}/pintu/")
    listed = client.get(f"/hadir/{guest.session_id}/{guest.meeting_id}/")

    seen = page.context
    assert (seen["present"] > 1, seen["free"], len(seen["stand_bys"])) == (True, 0, 3)
    assert bool(seen["present"] > 2) == ("Dua catatan yang berbeda" in listed.text)


def test_a_session_was_closed_with_opinions(sample, client):
    if (today() - dt.date(today().year, 1, 1)).days < YOUNG:
        return
    closing = Closing.objects.get()

    page = signed_in(client, "officer").get(f"/pelatihan/{closing.session_id}/")

    assert "angkanya tidak berubah lagi" in page.text
    assert closing.came > 0
    assert [people > 0 for _, _, people in feedback.totals(closing.session)] == [True] * 3


def test_a_correction_and_a_move_wait_and_others_were_decided(sample, client):
    officer = signed_in(client, "officer")

    corrections, moves = officer.get("/peserta/pembetulan/").text, officer.get("/peserta/perpindahan/").text

    assert set(Correction.objects.values_list("state", flat=True)) == {"waiting", "refused"}
    assert set(Move.objects.values_list("state", flat=True)) == {"waiting", "approved"}
    asked = officer.get("/hak/?jenis=correction").text
    assert ("baru" in asked, "diproses" in asked) == (True, True)
    assert "menunggu petugas kedua" in corrections
    assert "menunggu kecamatan tujuan" in moves


def test_cards_were_sent_back_and_old_data_deleted(sample, client):
    waiting = signed_in(client, "officer").get("/peserta/tugas/ktp/").text
    retention = signed_in(client, "privacy").get("/masa-simpan/").text

    assert ("14 hari tanpa jawaban" in waiting, "KTP baru sudah jadi" in waiting) == (True, True)
    assert CardReturn.objects.resting().count() == 1
    assert "59 baris akan dihapus" in retention


def test_twins_wait_in_each_state_and_one_pair_was_joined_last_week(sample, client):
    officer = signed_in(client, "officer")

    listed, merges = officer.get("/peserta/kembar/").text, officer.get("/peserta/penyatuan/").text

    states = [pair.state for pair in TwinCandidate.objects.order_by("state")]
    assert set(states) == {"later", "open", "same"}
    assert "Tunggu buku nikah" in listed
    assert "menunggu petugas kedua" in merges
    done = Merge.objects.get(state="done")
    assert done.may_be_undone
    assert done.former_number in merges
