"""Who reads the text of a note: the year decides, the rule follows it, and every page says it in the same words."""

import datetime as dt

import pytest
import time_machine

from okoce.clock import now
from okoce.programme.models import ProgrammeYear
from participants.mentoring import note_readers
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.actions import questions
from participants.mentoring.models import MentoringNote
from participants.mentoring.models.notes import OPENS_AFTER
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.participants.mentoring.notes import SECRET, text_at, words

pytestmark = pytest.mark.django_db

SETTINGS = [(False, False), (False, True), (True, False), (True, True)]


def allow(participants_read, may_be_shared):
    ProgrammeYear.objects.update(participants_read_notes=participants_read, notes_may_be_shared=may_be_shared)


@pytest.fixture
def note(mentee, mentor):
    return mentoring.record(mentee, by=mentor, **words())


def read_again(note):
    return MentoringNote.objects.select_related("participant", "mentor").get(pk=note.pk)


# --- One sentence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (
            (False, False),
            "Isi catatan dibaca pendamping yang menulisnya. Peserta bisa memintanya di halaman pendampingnya: isinya "
            "terbuka di sana begitu pendamping membukanya, paling lambat 72 jam sesudah diminta. Petugas wilayahnya "
            "hanya melihat tanggal, bentuk, lama, dan topik.",
        ),
        (
            (False, True),
            "Isi catatan dibaca pendamping yang menulisnya. Peserta bisa memintanya di halaman pendampingnya: isinya "
            "terbuka di sana begitu pendamping membukanya, paling lambat 72 jam sesudah diminta. Petugas wilayahnya "
            "hanya melihat tanggal, bentuk, lama, dan topik; isinya bila pendamping membagikannya dengan persetujuan "
            "peserta.",
        ),
        (
            (True, False),
            "Isi catatan dibaca pendamping yang menulisnya dan pesertanya sendiri. Petugas wilayahnya hanya melihat "
            "tanggal, bentuk, lama, dan topik.",
        ),
        (
            (True, True),
            "Isi catatan dibaca pendamping yang menulisnya dan pesertanya sendiri. Petugas wilayahnya hanya melihat "
            "tanggal, bentuk, lama, dan topik; isinya bila pendamping membagikannya dengan persetujuan peserta.",
        ),
    ],
)
def test_the_sentence_follows_the_two_settings_of_the_year(setting, sentence):
    year = ProgrammeYear(participants_read_notes=setting[0], notes_may_be_shared=setting[1])

    assert note_readers.sentence(year) == sentence


@pytest.mark.parametrize("setting", SETTINGS)
def test_note_form_participant_mentor_and_officer_read_the_same_sentence(client, mentee, mentor, note, setting):
    allow(*setting)
    MentoringNote.objects.update(recorded_at=now() - dt.timedelta(days=2))
    sentence = note_readers.sentence(ProgrammeYear.objects.get())
    others = {
        note_readers.sentence(ProgrammeYear(participants_read_notes=a, notes_may_be_shared=b)) for a, b in SETTINGS
    }
    pages = [
        (mentor, f"/pendampingan/{mentee.pk}/"),
        (mentor, f"/pendampingan/{mentee.pk}/catatan/"),
        (mentor, f"/pendampingan/catatan/{note.pk}/tambahan/"),
        (mentor, f"/peserta/{mentee.pk}/"),
        (make_user("officer"), f"/peserta/{mentee.pk}/"),
        (make_user("staff"), f"/peserta/{mentee.pk}/"),
        (mentee.user, "/perjalanan/"),
        (mentee.user, f"/perjalanan/{mentee.registration_number}/pendamping/"),
    ]

    said = {}
    for user, path in pages:
        client.force_login(user)
        page = text_at(client, path)
        said[path, user.pk] = [each for each in others if each in page]

    assert said == {(path, user.pk): [sentence] for user, path in pages}


def test_the_form_that_corrects_a_note_says_it_too(client, mentor, note):
    client.force_login(mentor)

    page = text_at(client, f"/pendampingan/catatan/{note.pk}/ubah/")

    assert note_readers.sentence(ProgrammeYear.objects.get()) in page


@pytest.mark.parametrize(("setting", "is_asked"), [((False, False), False), ((False, True), True)])
def test_the_form_asks_whether_to_share_only_where_the_year_lets_mentors_share(
    client, mentee, mentor, setting, is_asked
):
    allow(*setting)
    client.force_login(mentor)

    assert ('name="readers"' in text_at(client, f"/pendampingan/{mentee.pk}/catatan/")) is is_asked


# --- The rule ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("readers", ["pair", "office"])
def test_who_reads_follows_the_settings_and_what_was_shared(mentee, mentor, setting, readers):
    allow(*setting)
    note = read_again(mentoring.record(mentee, by=mentor, **words(readers=readers)))
    people = {
        "writer": mentor,
        "participant": mentee.user,
        "officer": make_user("officer"),
        "staff": make_user("staff"),
        "officer of another kecamatan": make_user("officer", region=KEBON_JERUK),
        "another mentor": make_user("mentor"),
        "another participant": make_participant(user=make_user()).user,
        "province": make_user("province"),
        "privacy": make_user("privacy"),
    }
    participants_read, may_be_shared = setting
    is_shared = may_be_shared and readers == "office"

    reads = {who for who, user in people.items() if note.may_be_read_by(user)}

    assert reads == {
        "writer",
        *({"participant"} if participants_read else set()),
        *({"officer", "staff"} if is_shared else set()),
    }


def test_the_writer_reads_it_no_more_once_another_mentors_the_person(mentee, mentor, note):
    mentee.mentor = make_user("mentor")
    mentee.save()

    assert not read_again(note).may_be_read_by(mentor)
    assert not read_again(note).may_be_read_by(mentee.mentor)


def test_a_text_that_was_asked_for_opens_by_itself_after_72_hours(mentee, note):
    asked_at = now()
    with time_machine.travel(asked_at, tick=False):
        questions.ask_for_text(note, by=mentee.user)
    with time_machine.travel(asked_at + OPENS_AFTER - dt.timedelta(seconds=1), tick=False):
        before = read_again(note).may_be_read_by(mentee.user)
    with time_machine.travel(asked_at + OPENS_AFTER, tick=False):
        after = read_again(note).may_be_read_by(mentee.user)

    assert (before, after) == (False, True)


def test_a_text_that_nobody_asked_for_stays_closed(mentee, note):
    with time_machine.travel(now() + dt.timedelta(days=30)):
        assert not read_again(note).may_be_read_by(mentee.user)


def test_a_text_that_the_mentor_opened_is_read_at_once(mentee, mentor, note):
    questions.open_text(note, by=mentor)

    assert read_again(note).may_be_read_by(mentee.user)


# --- Pages ---------------------------------------------------------------------------------------------


def test_the_participant_asks_for_the_text_and_reads_when_it_opens(client, mentee, mentor, note):
    note.additions.create(text="Tambahan pendamping")
    own = f"/perjalanan/{mentee.registration_number}/pendamping/"
    client.force_login(mentee.user)
    before = text_at(client, own)

    answer = client.post(f"/pendampingan/catatan/{note.pk}/minta/", follow=True).content.decode()
    questions.open_text(note, by=mentor)
    after = text_at(client, own)

    assert [word for word in (SECRET, "Tambahan pendamping") if word in before + answer] == []
    assert "Minta isi catatan" in before
    assert "Isinya diminta" in answer
    assert "Minta isi catatan" not in answer
    assert [word for word in (SECRET, "Tambahan pendamping") if word not in after] == []


def test_the_copy_of_ones_data_holds_the_text_once_it_is_open(client, mentee, mentor, note):
    path = f"/privasi/{mentee.registration_number}/unduh/"
    client.force_login(mentee.user)
    before = text_at(client, path)

    questions.open_text(note, by=mentor)

    assert SECRET not in before
    assert SECRET in text_at(client, path)


def test_the_mentor_sees_that_a_text_was_asked_for_and_opens_it(client, mentee, mentor, note):
    questions.ask_for_text(note, by=mentee.user)
    client.force_login(mentor)
    desk, page = text_at(client, "/pendampingan/"), text_at(client, f"/pendampingan/{mentee.pk}/")

    client.post(f"/pendampingan/catatan/{note.pk}/buka/")

    assert f"{mentee.name}<span" in desk
    assert "minta isi catatan" in desk
    assert "Buka isinya untuk peserta" in page
    assert read_again(note).opened_at is not None
    assert "minta isi catatan" not in text_at(client, "/pendampingan/")
