"""Mentoring notes: written, corrected, voided, and who reads what."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import now, today
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentoringNote
from tests.carried import carried, post
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.participants.mentoring.notes import DESK, SECRET, ago, text_at, typed, words
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db


# --- The note ----------------------------------------------------------------------------------------


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
        ({"next_step": " "}, "Tulis langkahnya, atau kosongkan tanggalnya"),
        ({"next_step_due_on": "2020-01-01"}, "Tanggal ini sebelum pertemuannya"),
        ({"next_visit_on": "2020-01-01"}, "Janji ini sebelum pertemuannya"),
        ({"text": "x" * 4001}, "Catatan terlalu panjang"),
    ],
)
def test_a_note_that_cannot_be_says_why_and_keeps_what_was_typed(desk, mentee, changes, error):
    response = shown_again(desk, desk.post(f"{DESK}{mentee.pk}/catatan/", typed(**changes)))

    page = response.content.decode()
    assert error in page
    assert MentoringNote.objects.count() == 0
    assert response.context["form"]["topics"].value() == typed(**changes)["topics"]


def test_a_next_visit_lies_within_a_year(mentee, mentor):
    with pytest.raises(ValidationError, match="lebih dari setahun lagi"):
        mentoring.record(mentee, by=mentor, **words(next_visit_on=today() + dt.timedelta(days=400)))


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

    page = shown_again(desk, desk.post(path, second | {"text": "Minta waktu"}))
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
        refused = desk.post(path, {"on": f"{wrong:%Y-%m-%d}"})
        assert "Isi tanggal antara" in shown_again(desk, refused).content.decode()
    desk.post(path, {"on": f"{ago(2):%Y-%m-%d}"})
    other_day = shown_again(desk, desk.post(path, {"on": f"{today():%Y-%m-%d}"})).content.decode()

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


# --- Who reads what ----------------------------------------------------------------------------------


@pytest.mark.parametrize("readers", ["pair", "office"])
@pytest.mark.parametrize("role", ["officer", "staff"])
@pytest.mark.usefixtures("sharing")
def test_officers_read_that_they_met_and_the_text_only_where_it_was_shared(client, mentee, mentor, role, readers):
    note = mentoring.record(mentee, by=mentor, **words(readers=readers, next_step="Langkah berdua"))
    note.additions.create(text="Belum juga")
    client.force_login(make_user(role))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "catatan keuangan" in page
    assert (SECRET in page, "Belum juga" in page) == (readers == "office", readers == "office")
    assert "Langkah berdua" not in page


@pytest.mark.usefixtures("sharing")
@pytest.mark.parametrize(("before", "after", "is_read"), [("office", "office", True), ("pair", "office", False)])
def test_an_earlier_text_is_read_only_by_whom_it_was_for_when_it_stood(client, mentee, mentor, before, after, is_read):
    note = mentoring.record(mentee, by=mentor, **words(readers=before))
    mentoring.correct(note, by=mentor, **words(text="Sudah setuju", readers=after))
    client.force_login(make_user("officer"))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "Sudah setuju" in page
    assert (SECRET in page) is is_read


@pytest.mark.usefixtures("sharing")
def test_an_earlier_text_is_not_read_once_the_note_is_between_the_two_again(client, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words(readers="office"))
    mentoring.correct(note, by=mentor, **words(text="Sudah setuju", readers="pair"))
    client.force_login(make_user("officer"))

    assert SECRET not in text_at(client, f"/peserta/{mentee.pk}/")


@pytest.mark.usefixtures("sharing")
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
            "bertemu_lagi": None,
        }
    ]


def test_another_participant_reads_nothing(client, mentee, mentor):
    mentoring.record(mentee, by=mentor, **words(next_step="Foto produk"))
    client.force_login(make_participant(user=make_user()).user)

    assert "Foto produk" not in text_at(client, "/perjalanan/")
    assert client.get(f"/perjalanan/{mentee.registration_number}/").status_code == 404
