"""The pages of the door: what is found, what a press does, what a scanned ticket says, and how few keys it takes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from tests.factories.evidence import make_check
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, TOMANG
from tests.factories.sessions import make_seat
from tests.factories.years import make_point
from tests.journeys import steps
from tests.loaded import missing
from tests.trainings.door.meetings import fill, make_meeting, with_officer
from trainings.attendance.models import Attendance, Mark
from trainings.door.forms.search import token_of
from trainings.door.models import StandBy, WalkIn
from trainings.seats.models import Seat
from trainings.tickets import tokens

pytestmark = pytest.mark.django_db

NIK = invented_nik(5)


@pytest.fixture
def meeting():
    return with_officer(make_meeting(capacity=3))


@pytest.fixture
def roomy():
    return with_officer(make_meeting(capacity=9))


def address(page, meeting, *more):
    return reverse(f"trainings:{page}", args=[meeting.session_id, meeting.pk, *more])


def names(page):
    return [row["person"].name for row in page.context["found"]]


def find(client, meeting, typed):
    return client.post(address("door-search", meeting), {"q": typed})


# --- Finding -----------------------------------------------------------------------------------------


def test_people_of_the_session_come_first_then_those_of_the_area(meeting, signed_in):
    make_participant(name="Ani Kenanga Wilayah")
    make_seat(meeting.session, make_participant(name="Siti Kenanga Kursi", kelurahan=DURI_KEPA))
    make_participant(name="Budi Kenanga Jauh", kelurahan=DURI_KEPA)

    page = find(signed_in(meeting.officer), meeting, "kenanga")

    assert names(page) == ["Siti Kenanga Kursi", "Ani Kenanga Wilayah"]


@pytest.mark.parametrize("typed", ["OK26-4XWMR6-X", NIK])
def test_a_whole_number_finds_somebody_of_any_kecamatan_and_is_logged(meeting, signed_in, typed):
    person = make_participant(name="Budi Jauh", kelurahan=DURI_KEPA, nik=NIK, registration_number=number(typed))
    client = signed_in(meeting.officer)

    page = find(client, meeting, typed)

    assert names(page) == ["Budi Jauh"]
    assert NIK not in page.text or typed == NIK
    log = AccessLog.objects.get(subject_id=person.pk)
    assert (log.actor, log.act, log.reason) == (meeting.officer, "list", "Dicari di pintu pelatihan")


def number(typed):
    return typed if typed.startswith("OK") else "UJI-JAUH"


def test_the_end_of_a_telephone_number_finds_people_of_the_session_then_of_the_area(meeting, signed_in):
    far = {"kelurahan": DURI_KEPA, "phone": "+62812345699"}
    make_seat(meeting.session, make_participant(name="Siti Kursi", **far))
    make_participant(name="Budi Jauh", **far)
    make_participant(name="Ani Wilayah", phone="+62812995699")
    make_participant(name="Ani Lain", phone="+62812349699")

    assert names(find(signed_in(meeting.officer), meeting, "5699")) == ["Siti Kursi", "Ani Wilayah"]


def test_a_found_person_is_shown_with_what_hinders(meeting, signed_in):
    inside, elsewhere = fill(meeting, 1, name="Ani Melati")[0], make_participant(name="Budi Melati")
    make_seat(with_officer(make_meeting(title="Sesi sebelah")).session, elsewhere)

    page = find(signed_in(meeting.officer), meeting, "melati")

    rows = {row["person"].pk: (row["is_in"], bool(row["elsewhere"])) for row in page.context["found"]}
    assert rows == {inside.participant_id: (True, False), elsewhere.pk: (False, True)}
    assert "Punya kursi di “Sesi sebelah” pada jam yang sama" in page.text


def test_who_has_a_chair_here_is_hindered_by_no_seat_elsewhere(meeting, signed_in):
    person = make_participant(name="Budi Melati")
    make_seat(make_meeting().session, person)
    make_seat(meeting.session, person)
    client = signed_in(meeting.officer)

    page = find(client, meeting, "melati")
    admit(client, meeting, person)

    assert [row["elsewhere"] for row in page.context["found"]] == [None]
    assert Attendance.objects.get().seat.session == meeting.session


def test_the_search_asks_as_much_for_one_as_for_three(meeting, signed_in):
    client, asked = signed_in(meeting.officer), []
    for _ in range(2):
        make_participant(name="Siti Mawar")
        find(client, meeting, "mawar")
        with CaptureQueriesContext(connection) as seen:
            find(client, meeting, "mawar")
        asked.append(len(seen))
        make_participant(name="Siti Mawar")

    assert asked[0] == asked[1]


# --- Letting in --------------------------------------------------------------------------------------


def admit(client, meeting, person, **ticks):
    return client.post(
        address("door-admit", meeting), {"person": token_of(meeting, person.pk, client.user), **ticks}, follow=True
    )


def test_one_press_lets_in_with_the_card_and_the_next_gets_a_number(meeting, signed_in):
    fill(meeting, 2)
    first, second = make_participant(name="Siti"), make_participant(name="Budi")
    client = signed_in(meeting.officer)

    let_in, waits = admit(client, meeting, first, card="1"), admit(client, meeting, second)

    assert "Siti sudah masuk." in let_in.text
    assert "Kursi penuh. Budi mendapat nomor siaga 1." in waits.text
    assert "Nomor 1: Budi" in waits.text
    assert first.identity_checks.standing().exists()


def test_a_person_that_was_not_found_here_cannot_be_let_in(meeting, signed_in):
    other, person = make_meeting(), make_participant()
    client = signed_in(meeting.officer)

    for token in (str(person.pk), token_of(other, person.pk, client.user), token_of(meeting, person.pk, make_user())):
        page = client.post(address("door-admit", meeting), {"person": token}, follow=True)
        assert "Cari lagi orangnya" in page.text

    assert not Seat.objects.exists()


def test_the_next_is_called_and_who_is_away_is_skipped(meeting, signed_in):
    fill(meeting, 3)
    client = signed_in(meeting.officer)
    for name in ("Siti", "Budi"):
        admit(client, meeting, make_participant(name=name))
    first = StandBy.objects.get(number=1)

    skipped = client.post(address("door-skip", meeting), {"stand_by": first.pk}, follow=True)
    refused = client.post(address("door-next", meeting), follow=True)

    assert "Siaga 1 dilewati." in skipped.text
    assert "Belum ada kursi bebas." in refused.text


def test_the_card_of_the_next_is_ticked_by_who_may_check_cards(meeting, signed_in):
    fill(meeting, 3)
    client = signed_in(meeting.officer)
    person = make_participant(name="Siti")
    admit(client, meeting, person)
    stand_by, page = StandBy.objects.get(), client.get(address("door-show", meeting))
    meeting.session.capacity += 1
    meeting.session.save()

    done = client.post(address("door-next", meeting), {"stand_by": stand_by.pk, "card": "1"}, follow=True)

    assert 'id="ktp-siaga"' in page.text
    assert "Siaga 1, Siti: silakan masuk." in done.text
    assert IdentityCheck.objects.filter(participant=person).exists()


def test_who_is_checked_already_is_called_without_the_tick(meeting, signed_in):
    fill(meeting, 3)
    client, person = signed_in(meeting.officer), make_participant(name="Siti")
    make_check(person, today())
    admit(client, meeting, person)

    page = client.get(address("door-show", meeting))

    assert "Nomor 1: Siti" in page.text
    assert "ktp-siaga" not in page.text


def test_a_walk_in_whose_nik_is_known_is_that_person(meeting, signed_in):
    known = make_participant(name="Siti Lama", nik=NIK, kelurahan=DURI_KEPA)
    typed = {"name": "Siti", "phone": "0812-0000-1234", "kelurahan": TOMANG, "birth_on": "10/05/1990"}

    page = signed_in(meeting.officer).post(
        address("walk-ins-add", meeting), typed | {"trade": "gorengan", "nik": NIK}, follow=True
    )

    assert "Siti Lama sudah masuk." in page.text
    assert (WalkIn.objects.count(), Attendance.objects.get().seat.participant) == (0, known)


def test_a_walk_in_is_refused_without_a_name(meeting, signed_in):
    page = signed_in(meeting.officer).post(address("walk-ins-add", meeting), {"phone": "0812-0000-1234"}, follow=True)

    assert "Pilih kelurahan tempat tinggalnya." in page.text
    assert not WalkIn.objects.exists()


# --- Tickets -----------------------------------------------------------------------------------------


def ticket(seat):
    return reverse(
        "trainings:door-scan", args=[tokens.token_of(Seat.objects.select_related("session").get(pk=seat.pk))]
    )


def test_reading_a_ticket_changes_nothing_and_the_button_marks(meeting, signed_in):
    seat = make_seat(meeting.session, make_participant(name="Siti Tiket"))
    client = signed_in(meeting.officer)

    page = client.get(ticket(seat))
    before = Attendance.objects.count()
    client.post(ticket(seat), {"card": "1"})

    assert "Siti Tiket" in page.text
    assert before == 0
    assert (Attendance.objects.get().seat, Mark.objects.get().source) == (seat, "ticket")
    assert "Sudah masuk" in client.get(ticket(seat)).text


@pytest.mark.parametrize("who", [None, "mentor", "official", "elsewhere", "owner"])
def test_anybody_else_reads_no_name(meeting, client, who):
    owner = make_user()
    seat = make_seat(meeting.session, make_participant(name="Siti Tiket", user=owner))
    users = {None: None, "owner": owner, "elsewhere": make_user("officer", region=CAKUNG)}
    if user := users[who] if who in users else make_user(who):
        client.force_login(user)

    pages = [client.get(ticket(seat)).text, client.post(ticket(seat)).text]

    assert all("Tunjukkan tiket ini kepada petugas" in page and "Siti" not in page for page in pages)
    assert all(("masuk dulu" in page) == (who is None) for page in pages)
    assert not Attendance.objects.exists()


def test_a_forged_ticket_tells_nothing(meeting, signed_in):
    page = signed_in(meeting.officer).get(reverse("trainings:door-scan", args=["1.2.salah"]))

    assert "Tunjukkan tiket ini kepada petugas" in page.text


def test_a_scan_against_an_absent_row_is_shown(meeting, signed_in):
    seat, reader = (
        make_seat(meeting.session, make_participant(name="Siti Tiket")),
        make_user("officer", name="Pak Kertas"),
    )
    Mark.objects.create(meeting=meeting, seat=seat, is_present=False, source="paper", marked_by=reader)
    client = signed_in(meeting.officer)

    scanned = client.get(ticket(seat)).text
    client.post(ticket(seat))
    listed = client.get(address("attendance-mark", meeting)).text

    assert "Pak Kertas mencatat orang ini tidak hadir." in scanned
    assert Attendance.objects.filter(seat=seat).exists()
    assert "Dua catatan yang berbeda" in listed


# --- The worklist ------------------------------------------------------------------------------------


def walk_in(meeting, name="Tamu Mawar"):
    return WalkIn.objects.create(
        session=meeting.session,
        meeting=meeting,
        name=name,
        phone="+6281200001234",
        kelurahan_id=TOMANG,
        birth_on=dt.date(1990, 5, 10),
        trade="gorengan",
        arrived_at=now(),
        made_by=meeting.officer,
    )


def test_the_worklist_shows_the_host_who_is_incomplete_and_asks_as_much_for_three(roomy, signed_in):
    meeting = roomy
    walk_in(meeting)
    far = with_officer(make_meeting(kecamatan=CAKUNG))
    walk_in(far, name="Tamu Jauh")
    client = signed_in(meeting.officer)
    client.get(reverse("trainings:walk-ins-list"))
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("trainings:walk-ins-list"))
        asked.append(len(seen))
        walk_in(meeting), walk_in(meeting)

    assert asked[0] == asked[1]
    assert "Tamu Mawar" in page.text
    assert "Tamu Jauh" not in page.text
    assert client.get(reverse("trainings:walk-ins-complete", args=[far.walk_ins.get().pk])).status_code == 404
    assert signed_in("mentor").get(reverse("trainings:walk-ins-list")).status_code == 403


def test_the_host_completes_a_walk_in_from_what_was_asked_at_the_door(meeting, signed_in):
    guest = walk_in(meeting)
    make_point("kecamatan")
    client, page = signed_in(meeting.officer), reverse("trainings:walk-ins-complete", args=[guest.pk])
    shown = client.get(page).context["form"]
    typed = {name: shown[name].value() for name in ("name", "phone", "birth_on", "trade", "kecamatan", "kelurahan")}
    typed |= {"nik": NIK, "sex": "L", "street": "Jalan Mawar 1", "standing": "running", "business_place": "same"}

    refused = client.post(page, typed, follow=True).text
    done = client.post(page, typed | {"notice_given": "on", "card_checked": "on"}, follow=True).text

    assert "Tunjukkan atau bacakan dulu pemberitahuan privasi" in refused
    assert "kursi dan kehadirannya tercatat" in done
    assert (Participant.objects.get().name, Attendance.objects.get().seat.participant.nik) == ("Tamu Mawar", NIK)


# --- Keys and taps -----------------------------------------------------------------------------------


class Presses:
    """Counts what a thumb does: each sign that is typed, each key, each tap; a choice in a box is two."""

    def __init__(self):
        self.count = 0

    def tap(self, place):
        place.click()
        self.count += 1

    def type(self, place, text):
        place.press_sequentially(text)
        self.count += len(text)

    def enter(self, page):
        page.keyboard.press("Enter")
        self.count += 1

    def choose(self, place, label):
        place.select_option(label=label)
        self.count += 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_known_walk_in_takes_12_presses_and_an_unknown_one_60(live_server, browser):
    meeting = with_officer(make_meeting(capacity=3))
    make_participant(name="Siti Rahayu")
    page = steps.open_pages(browser, live_server.url, width=360, height=740)
    steps.log_in(page, meeting.officer.email, then=address("door-show", meeting))
    known, unknown = Presses(), Presses()

    page.locator("#cari:focus").wait_for()  # the cursor stands in the box
    known.type(page.locator("#cari"), "siti ra")
    known.enter(page)
    known.tap(page.get_by_label("KTP dilihat"))
    known.tap(page.get_by_role("button", name="Masukkan Siti Rahayu"))
    expect(page.locator("body")).to_contain_text("Siti Rahayu sudah masuk.")
    unknown.tap(page.get_by_role("link", name="Orang baru"))
    unknown.type(page.get_by_label("Nama"), "Budi Mawar")
    unknown.type(page.get_by_label("Nomor HP"), "081200001234")
    unknown.type(page.get_by_label("Tanggal lahir"), "10/5/1990")
    unknown.choose(page.get_by_label("Kelurahan"), "Tomang")
    unknown.type(page.get_by_label("Usaha apa?"), "gorengan")
    unknown.tap(page.get_by_role("button", name="Masukkan"))
    expect(page.locator("body")).to_contain_text("Budi Mawar sudah masuk.")
    unloaded = missing(page, page.said)
    width = page.evaluate("document.documentElement.scrollWidth")

    assert known.count <= 12
    assert unknown.count + 5 <= 60  # the cursor put into each of five fields
    assert unloaded == []
    assert width == 360
    assert page.said == []
    assert WalkIn.objects.get().name == "Budi Mawar"
