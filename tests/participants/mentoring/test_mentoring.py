"""Mentor and mentee: the desk, the note, who reads what of it, and the stage that follows."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.notifications.models import Message
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentorAssignment, MentoringNote
from tests.carried import carried, post
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, JATINEGARA, KEBON_JERUK
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

DESK = "/pendampingan/"
SECRET = "Suaminya belum setuju"


def ago(days):
    return today() - dt.timedelta(days=days)


def typed(**changes):
    """What the form sends."""
    return {
        "met_on": f"{today():%Y-%m-%d}",
        "kind": "visit",
        "minutes": "45",
        "topics": ["books", "price"],
        "text": SECRET,
        "readers": "pair",
        "next_step": "Catat penjualan tiap hari",
        "next_step_due_on": f"{today() + dt.timedelta(days=7):%Y-%m-%d}",
    } | changes


def words(**changes):
    """The same, cleaned, as the action takes it."""
    return {
        "met_on": today(),
        "kind": "visit",
        "minutes": 45,
        "topics": ["books"],
        "text": SECRET,
        "readers": "pair",
        "next_step": "Catat penjualan",
        "next_step_due_on": None,
    } | changes


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def mentee(mentor):
    return make_participant(mentor=mentor, user=make_user(), registered_at=now() - dt.timedelta(days=90))


@pytest.fixture
def desk(client, mentor):
    client.force_login(mentor)
    return client


def text_at(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def names_in(response):
    return [person.name for person in response.context["mentees"]]


# --- The desk -------------------------------------------------------------------------------------------


def test_what_is_due_comes_first_and_then_who_was_met_longest_ago(desk, mentor):
    recent, long_ago, never, due, voided = (
        make_participant(name=name, mentor=mentor) for name in ("Baru", "Lama", "Belum", "Jatuh", "Batal")
    )
    make_participant(name="Orang lain", mentor=make_user("mentor"))
    evidence.make_note(recent, ago(1), by=mentor)
    evidence.make_note(long_ago, ago(40), by=mentor)
    MentoringNote.objects.filter(pk=evidence.make_note(due, today(), by=mentor).pk).update(
        next_step="Foto produk", next_step_due_on=today()
    )
    MentoringNote.objects.filter(pk=evidence.make_note(recent, ago(2), by=mentor).pk).update(
        next_step="Besok", next_step_due_on=today() + dt.timedelta(days=1)
    )
    missing = evidence.make_note(voided, ago(3), by=mentor)
    MentoringNote.objects.filter(pk=missing.pk).update(
        voided_at=now(), void_reason="salah orang", next_step="Apa", next_step_due_on=ago(1)
    )

    response = desk.get(DESK)

    assert names_in(response) == ["Jatuh", "Belum", "Batal", "Lama", "Baru"]
    assert never.name in response.content.decode()


def test_a_search_finds_among_the_own_mentees_only(desk, mentor):
    make_participant(name="Siti Mawar", mentor=mentor)
    make_participant(name="Siti Kenanga", mentor=make_user("mentor"))

    response = desk.post(DESK, {"q": "siti"})

    assert names_in(response) == ["Siti Mawar"]
    assert "Tidak ada dampingan yang cocok" in desk.post(DESK, {"q": "kenanga"}).content.decode()


def test_the_text_of_a_note_is_not_searched(desk, mentee, mentor):
    mentoring.record(mentee, by=mentor, **words())

    assert names_in(desk.post(DESK, {"q": "suaminya"})) == []


def test_an_empty_desk_says_who_gives_mentees(desk):
    assert "Petugas kecamatan atau Sudin menunjuk" in text_at(desk, DESK)


def test_the_desk_has_pages_and_loses_nobody(desk, mentor):
    for _ in range(31):
        make_participant(mentor=mentor)

    first, second = desk.get(DESK), desk.get(f"{DESK}?halaman=2")

    assert len({*names_in(first), *names_in(second)}) == 31
    assert first.context["next_url"] == "?halaman=2"


@pytest.mark.parametrize("path", [DESK, "/", "{mentee}"])
def test_a_mentors_pages_cost_the_same_for_one_row_and_for_three(desk, mentor, path):
    person = make_participant(mentor=mentor)
    path = path.format(mentee=f"{DESK}{person.pk}/")

    def more():
        evidence.make_note(make_participant(mentor=mentor), ago(3), by=mentor)
        note = evidence.make_note(person, ago(2), by=mentor)
        note.additions.create(text="Tambahan")
        MentoringNote.objects.filter(pk=note.pk).update(next_step="Foto produk", next_step_due_on=ago(1))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        return len(captured)

    more()
    queries()
    one = queries()
    more()
    more()

    assert queries() == one


def test_the_home_page_lists_follow_ups_whose_day_has_come(desk, mentee, mentor):
    past = {"met_on": ago(9), "next_step_due_on": ago(1), "next_step": "Foto produk"}
    mentoring.record(mentee, by=mentor, **words(**past))
    mentoring.record(
        mentee, by=mentor, **words(next_step="Nanti saja", next_step_due_on=today() + dt.timedelta(days=3))
    )

    page = text_at(desk, "/")

    assert "Foto produk" in page
    assert "Nanti saja" not in page


def test_opening_a_mentee_is_written_down(desk, mentee, mentor):
    desk.get(f"{DESK}{mentee.pk}/")

    log = AccessLog.objects.get(subject_id=mentee.pk)
    assert (log.actor, log.act) == (mentor, AccessLog.Act.OPEN)


@pytest.mark.parametrize("role", [None, "officer", "staff", "province", "official", "auditor", "privacy"])
def test_the_desk_is_for_mentors(client, role):
    client.force_login(make_user(role))

    assert client.get(DESK).status_code == 403


# --- The note -------------------------------------------------------------------------------------------


def test_a_note_is_kept_as_it_was_tapped(desk, mentee, mentor):
    response = desk.post(f"{DESK}{mentee.pk}/catatan/", typed())

    note = MentoringNote.objects.get()
    assert response.url == f"{DESK}{mentee.pk}/"
    assert (note.participant, note.mentor, note.met_on, note.kind, note.minutes, note.topics) == (
        mentee,
        mentor,
        today(),
        "visit",
        45,
        ["books", "price"],
    )
    assert (note.text, note.readers, note.next_step) == (SECRET, "pair", "Catat penjualan tiap hari")
    assert note.next_step_due_on == today() + dt.timedelta(days=7)


def test_a_second_tap_on_save_keeps_one_note(desk, mentee):
    form = carried(desk, f"{DESK}{mentee.pk}/catatan/") | typed()

    answers = [desk.post(f"{DESK}{mentee.pk}/catatan/", form).url for _ in range(2)]

    assert set(answers) == {f"{DESK}{mentee.pk}/"}
    assert MentoringNote.objects.count() == 1


def test_two_meetings_of_which_the_same_is_to_be_said_are_two_notes(desk, mentee):
    for _ in range(2):
        post(desk, f"{DESK}{mentee.pk}/catatan/", typed())

    assert MentoringNote.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"met_on": "2099-01-01"}, "Tanggal pertemuan belum tiba"),
        ({"met_on": "kemarin"}, "Tanggal ini tidak ada di kalender atau tidak terbaca"),
        ({"minutes": "7"}, "Pilih salah satu"),
        ({"minutes": ""}, "Pilih berapa lama"),
        ({"topics": []}, "Centang minimal satu topik"),
        ({"topics": ["gosip"]}, "Centang topik dari daftar"),
        ({"kind": "surat"}, "Pilih salah satu"),
        ({"readers": "semua"}, "Pilih salah satu"),
        ({"next_step": " "}, "Tulis langkahnya, atau kosongkan tanggalnya"),
        ({"next_step_due_on": "2020-01-01"}, "Tanggal ini sebelum pertemuannya"),
        ({"text": "x" * 4001}, "Catatan terlalu panjang"),
    ],
)
def test_a_note_that_cannot_be_says_why_and_keeps_what_was_typed(desk, mentee, changes, error):
    response = desk.post(f"{DESK}{mentee.pk}/catatan/", typed(**changes))

    page = response.content.decode()
    assert response.status_code == 200
    assert error in page
    assert MentoringNote.objects.count() == 0
    assert response.context["form"]["topics"].value() == typed(**changes)["topics"]


def test_a_nik_in_a_note_is_blanked(mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words(text=f"NIK-nya {mentee.nik}", next_step=f"Bawa {mentee.nik}"))

    assert (note.text, note.next_step) == ("NIK-nya [NIK]", "Bawa [NIK]")


def test_nobody_writes_about_somebody_they_do_not_mentor(mentee):
    with pytest.raises(ValidationError):
        mentoring.record(mentee, by=make_user("mentor"), **words())


def test_a_fresh_note_is_set_right_by_its_writer(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())

    post(desk, f"{DESK}catatan/{note.pk}/ubah/", typed(text="Sudah setuju", minutes="60"))

    note.refresh_from_db()
    assert (note.text, note.minutes) == ("Sudah setuju", 60)


def test_a_note_in_two_windows_asks_the_second_and_keeps_the_first_text(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    path = f"{DESK}catatan/{note.pk}/ubah/"
    first, second = (carried(desk, path) | typed(minutes="45", topics=["books"]) for _ in range(2))
    desk.post(path, first | {"text": "Suaminya setuju"})

    page = desk.post(path, second | {"text": "Minta waktu"})
    note.refresh_from_db()
    assert note.text == "Suaminya setuju"
    assert "Yang tersimpan sekarang</span> Suaminya setuju" in page.content.decode()
    version = page.context["form"].fields["version"].widget.text
    desk.post(path, second | {"text": "Minta waktu", "version": version, "version-text": "typed"})

    note.refresh_from_db()
    assert note.text == "Minta waktu"
    assert [wording.text for wording in note.wordings.all()] == ["Suaminya setuju", SECRET]
    shown = text_at(desk, f"{DESK}{mentee.pk}/")
    assert "Tulisan sebelumnya" in shown
    assert "Suaminya setuju" in shown


def test_other_fields_of_a_note_changed_in_two_windows_both_stand(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    path = f"{DESK}catatan/{note.pk}/ubah/"
    stood = {"topics": ["books"], "next_step": "Catat penjualan", "next_step_due_on": ""}
    first, second = (carried(desk, path) | typed(**stood) for _ in range(2))
    desk.post(path, first | {"text": "Suaminya setuju"})
    desk.post(path, second | {"minutes": "60"})

    note.refresh_from_db()
    assert (note.text, note.minutes) == ("Suaminya setuju", 60)


def test_a_note_whose_text_was_not_touched_keeps_no_earlier_text(mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())

    mentoring.correct(note, by=mentor, **words(minutes=60))

    assert not note.wordings.exists()


def test_a_form_to_set_right_shows_what_stands_also_an_odd_length(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words(minutes=50))

    page = text_at(desk, f"{DESK}catatan/{note.pk}/ubah/")

    assert SECRET in page
    assert 'value="50" id="id_minutes_0" checked' in page


def test_after_a_day_a_note_only_grows(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    MentoringNote.objects.update(recorded_at=now() - dt.timedelta(hours=24))

    assert desk.post(f"{DESK}catatan/{note.pk}/ubah/", typed(text="Lain")).url.endswith("/tambahan/")
    with pytest.raises(ValidationError):
        mentoring.correct(note, by=mentor, **words(text="Lain"))
    form = carried(desk, f"{DESK}catatan/{note.pk}/tambahan/") | {"text": "Kemudian setuju"}
    for _ in range(2):
        desk.post(f"{DESK}catatan/{note.pk}/tambahan/", form)

    note.refresh_from_db()
    assert note.text == SECRET
    assert [addition.text for addition in note.additions.all()] == ["Kemudian setuju"]
    assert "Kemudian setuju" in text_at(desk, f"{DESK}{mentee.pk}/")


def test_a_step_is_finished_once_between_the_meeting_and_today(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words(met_on=ago(5)))
    path = f"{DESK}catatan/{note.pk}/selesai/"

    for wrong in (ago(6), today() + dt.timedelta(days=1)):
        assert "Isi tanggal antara" in desk.post(path, {"on": f"{wrong:%Y-%m-%d}"}).content.decode()
    desk.post(path, {"on": f"{ago(2):%Y-%m-%d}"})
    other_day = desk.post(path, {"on": f"{today():%Y-%m-%d}"}).content.decode()

    assert "sudah ditandai selesai pada" in other_day
    note.refresh_from_db()
    assert note.next_step_done_on == ago(2)


def test_the_mentor_of_today_finishes_a_step_agreed_with_the_last_one(client, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    successor = make_user("mentor")
    mentoring.assign(mentee, successor, by=make_user("officer"))
    client.force_login(successor)

    page = text_at(client, f"{DESK}{mentee.pk}/")
    client.post(f"{DESK}catatan/{note.pk}/selesai/", {"on": f"{today():%Y-%m-%d}"})

    note.refresh_from_db()
    assert "Catat penjualan" in page
    assert SECRET not in page
    assert note.next_step_done_on == today()
    for act in ("ubah", "tambahan", "batal"):
        assert client.get(f"{DESK}catatan/{note.pk}/{act}/").status_code == 404


def test_a_step_without_name_has_no_dates(mentee):
    note = evidence.make_note(mentee, today())

    for field in ("next_step_due_on", "next_step_done_on"):
        with pytest.raises(IntegrityError), transaction.atomic():
            MentoringNote.objects.filter(pk=note.pk).update(**{field: today()})


# --- Who reads what -------------------------------------------------------------------------------------


@pytest.mark.parametrize("readers", ["pair", "office"])
@pytest.mark.parametrize("role", ["officer", "staff"])
def test_officers_read_that_they_met_and_the_text_only_where_it_was_shared(client, mentee, mentor, role, readers):
    note = mentoring.record(mentee, by=mentor, **words(readers=readers, next_step="Langkah berdua"))
    note.additions.create(text="Belum juga")
    client.force_login(make_user(role))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "catatan keuangan" in page
    assert (SECRET in page, "Belum juga" in page) == (readers == "office", readers == "office")
    assert "Langkah berdua" not in page


@pytest.mark.parametrize(("before", "after", "is_read"), [("office", "office", True), ("pair", "office", False)])
def test_an_earlier_text_is_read_only_by_whom_it_was_for_when_it_stood(client, mentee, mentor, before, after, is_read):
    note = mentoring.record(mentee, by=mentor, **words(readers=before))
    mentoring.correct(note, by=mentor, **words(text="Sudah setuju", readers=after))
    client.force_login(make_user("officer"))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "Sudah setuju" in page
    assert (SECRET in page) is is_read


def test_an_earlier_text_is_not_read_once_the_note_is_between_the_two_again(client, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words(readers="office"))
    mentoring.correct(note, by=mentor, **words(text="Sudah setuju", readers="pair"))
    client.force_login(make_user("officer"))

    assert SECRET not in text_at(client, f"/peserta/{mentee.pk}/")


@pytest.mark.parametrize(("role", "region"), [("officer", KEBON_JERUK), ("province", None), ("privacy", None)])
def test_even_a_shared_text_stays_with_the_offices_of_the_area(client, mentee, mentor, role, region):
    mentoring.record(mentee, by=mentor, **words(readers="office"))
    client.force_login(make_user(role, region=region))

    response = client.post(f"/peserta/{mentee.pk}/", {"reason": "Pengaduan warga tentang datanya"})

    assert response.status_code == (404 if role == "officer" else 200)
    assert SECRET not in response.content.decode()
    assert "catatan keuangan" not in response.content.decode()


@pytest.mark.parametrize("readers", ["pair", "office"])
@pytest.mark.parametrize("role", ["officer", "staff"])
def test_the_admin_shows_no_text_of_any_note(client, mentee, mentor, role, readers):
    note = mentoring.record(mentee, by=mentor, **words(readers=readers, next_step="Langkah berdua"))
    note.additions.create(text="Belum juga")
    client.force_login(make_user(role))

    for path in ("", f"{note.pk}/change/", f"{note.pk}/history/", "?q=Suaminya"):
        page = text_at(client, f"/admin/mentoring/mentoringnote/{path}")
        assert [word for word in (SECRET, "Belum juga", "Langkah berdua") if word in page] == []
    assert client.get(f"/admin/mentoring/mentoringnote/?text__contains={SECRET[:4]}").status_code in (302, 400)


def test_the_participant_reads_what_was_agreed_and_not_the_text(client, mentee, mentor):
    mentoring.record(mentee, by=mentor, **words(next_step="Foto produk", next_step_due_on=today())).additions.create(
        text="Belum juga"
    )
    client.force_login(mentee.user)

    page = text_at(client, "/perjalanan/")
    copy = text_at(client, f"/privasi/{mentee.registration_number}/unduh/")

    assert "catatan keuangan" in page
    assert "Foto produk" in page
    assert [word for word in (SECRET, "Belum juga") if word in page + copy] == []
    assert json.loads(copy)["pendampingan"] == [
        {
            "tanggal": today().isoformat(),
            "bentuk": "kunjungan",
            "menit": 45,
            "topik": "catatan keuangan",
            "langkah_berikut": "Foto produk",
            "paling_lambat": today().isoformat(),
            "selesai": None,
        }
    ]


def test_another_participant_reads_nothing(client, mentee, mentor):
    mentoring.record(mentee, by=mentor, **words(next_step="Foto produk"))
    client.force_login(make_participant(user=make_user()).user)

    assert "Foto produk" not in text_at(client, "/perjalanan/")
    assert client.get(f"/perjalanan/{mentee.registration_number}/").status_code == 404


# --- The stage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_pendampingan_is_reached_and_lost_through_the_pages(desk, mentor, order):
    person = make_participant(mentor=mentor, year=make_year(order=order), registered_at=now() - dt.timedelta(days=90))
    person.residences.update(since_on=ago(90))
    evidence.make_check(person, ago(60))
    evidence.make_attendance(person, ago(50))
    journeys.refresh([person.pk])
    before = {"pendaftaran", "pelatihan"}

    def held():
        return set(StageStanding.objects.filter(participant=person).values_list("stage", flat=True))

    page = f"{DESK}{person.pk}/catatan/"
    desk.post(page, typed(met_on=f"{ago(10):%Y-%m-%d}"))
    desk.post(page, typed(met_on=f"{ago(2):%Y-%m-%d}", next_step="", next_step_due_on=""))
    assert held() == before

    first, second = MentoringNote.objects.order_by("met_on")
    desk.post(f"{DESK}catatan/{first.pk}/selesai/", {"on": f"{ago(1):%Y-%m-%d}"})
    assert held() == {*before, "pendampingan"}

    post(desk, f"{DESK}catatan/{second.pk}/ubah/", typed(met_on=f"{ago(9):%Y-%m-%d}"))
    assert held() == before

    desk.post(page, typed(met_on=f"{today():%Y-%m-%d}"))
    assert held() == {*before, "pendampingan"}

    desk.post(f"{DESK}catatan/{first.pk}/batal/", {"reason": "Catatan orang lain"})
    assert held() == before
    first.refresh_from_db()
    assert (first.voided_by, first.void_reason) == (mentor, "Catatan orang lain")
    journeys.rebuild_all()
    assert held() == before


def test_a_note_is_not_taken_back_without_a_reason_or_twice(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    path = f"{DESK}catatan/{note.pk}/batal/"

    assert desk.post(path, {"reason": " "}).status_code == 200
    assert MentoringNote.objects.standing().count() == 1
    desk.post(path, {"reason": "Salah orang"})
    assert desk.get(path).status_code == 404
    with pytest.raises(ValidationError):
        mentoring.void(note, by=mentor, reason="Sekali lagi")
    with pytest.raises(ValidationError):
        mentoring.finish(note, by=mentor, on=today())


def test_why_a_note_was_taken_back_is_not_shown_to_the_offices(client, desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    mentoring.void(note, by=mentor, reason="Suaminya marah")
    client.force_login(make_user("staff"))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "dibatalkan" in page
    assert "Suaminya marah" not in page


# --- Who mentors whom -----------------------------------------------------------------------------------


def test_an_officer_gives_a_mentor_of_the_area_and_the_past_stays_readable(client, mentee, mentor):
    officer, successor = make_user("officer"), make_user("mentor", name="Pak Kamboja")
    mentoring.assign(mentee, None, by=officer)
    client.force_login(officer)
    path = f"/peserta/{mentee.pk}/pendamping/"

    form = carried(client, path) | {"mentor": successor.pk}
    response = client.post(path, form)
    client.post(path, form)

    mentee.refresh_from_db()
    assert response.url == f"/peserta/{mentee.pk}/"
    assert mentee.mentor == successor
    assert [row.mentor for row in MentorAssignment.objects.all()] == [successor, None]
    assert "Pak Kamboja" in text_at(client, path)
    assert "Tanpa pendamping" in text_at(client, path)


def test_mentor_and_participant_are_notified_and_no_name_leaves_by_mail(mentee):
    successor = make_user("mentor")

    mentoring.assign(mentee, successor, by=make_user("officer"))

    messages = {message.user: message for message in Message.objects.all()}
    assert set(messages) == {successor, mentee.user}
    assert mentee.name not in messages[successor].body
    assert messages[successor].url == f"{DESK}{mentee.pk}/"


@pytest.mark.parametrize(("role", "region"), [("officer", None), ("staff", None)])
def test_only_mentors_of_the_own_area_are_offered(client, mentee, role, region):
    near, far = make_user("mentor", name="Bu Dekat"), make_user("mentor", name="Bu Jauh", region=CAKUNG)
    neighbour = make_user("mentor", name="Bu Tetangga", region=KEBON_JERUK)
    client.force_login(make_user(role, region=region))
    path = f"/peserta/{mentee.pk}/pendamping/"

    page = text_at(client, path)
    refused = client.post(path, {"mentor": far.pk})

    mentee.refresh_from_db()
    assert near.name in page
    assert far.name not in page
    assert (neighbour.name in page) == (role == "staff")
    assert "bukan pendamping di wilayah Anda" in refused.content.decode()
    assert mentee.mentor != far


@pytest.mark.parametrize(("kelurahan", "status"), [(DURI_KEPA, 404), (JATINEGARA, 404)])
def test_a_person_of_another_area_is_not_there(client, kelurahan, status):
    client.force_login(make_user("officer"))

    assert client.get(f"/peserta/{make_participant(kelurahan=kelurahan).pk}/pendamping/").status_code == status


def test_nobody_mentors_themself(mentor):
    own = make_participant(user=mentor)

    with pytest.raises(ValidationError):
        mentoring.assign(own, mentor, by=make_user("officer"))


def test_a_former_mentor_no_longer_opens_the_person_or_the_notes(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    mentoring.assign(mentee, None, by=make_user("staff"))

    assert desk.get(f"{DESK}{mentee.pk}/").status_code == 404
    assert desk.get(f"{DESK}catatan/{note.pk}/ubah/").status_code == 404
    assert names_in(desk.get(DESK)) == []
