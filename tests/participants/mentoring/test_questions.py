"""A participant asks the mentor: who may, how often, who answers, and who hears of it."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog, User
from okoce.clock import now
from okoce.notifications.models import Message
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.actions import questions
from participants.mentoring.models import MentoringNote, MentorQuestion
from participants.people.models import Participant
from tests.carried import post
from tests.factories.people import make_participant, make_user
from tests.participants.mentoring.notes import text_at, words

pytestmark = pytest.mark.django_db

TEXT = "Boleh jual di depan sekolah?"


def ask(mentee, text=TEXT):
    return questions.ask(mentee, by=mentee.user, text=text)


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        act(*args, **kwargs)
    return " ".join(error.value.messages)


def own_page(mentee):
    return f"/perjalanan/{mentee.registration_number}/pendamping/"


# --- Asking --------------------------------------------------------------------------------------------


def test_a_question_reaches_the_mentor_without_a_name(mentee, mentor):
    question = ask(mentee)

    message = Message.objects.get(user=mentor)
    assert (question.participant, question.text, question.asked_by, question.answered_at) == (
        mentee,
        TEXT,
        mentee.user,
        None,
    )
    assert (message.kind, message.url) == ("mentor_asked", f"/pendampingan/{mentee.pk}/")
    assert [word for word in (mentee.name, TEXT) if word in message.subject + message.body] == []


def test_a_nik_in_a_question_is_blanked(mentee):
    assert mentee.nik not in ask(mentee, f"NIK saya {mentee.nik}").text


@pytest.mark.parametrize("who", ["stranger", "officer", "mentor"])
def test_nobody_else_asks_for_a_participant(mentee, mentor, who):
    by = {"stranger": make_user(), "officer": make_user("officer"), "mentor": mentor}[who]

    assert "peserta sendiri" in refused(questions.ask, mentee, by=by, text=TEXT)


@pytest.mark.parametrize("missing", ["nobody", "ended", "locked"])
def test_who_has_no_working_mentor_is_sent_to_the_office(mentee, mentor, missing):
    if missing == "nobody":
        Participant.objects.update(mentor=None)
    elif missing == "ended":
        mentor.assignments.update(ends_at=now())
    else:
        User.objects.filter(pk=mentor.pk).update(is_active=False)

    assert "belum punya pendamping yang bertugas" in refused(ask, Participant.objects.get(pk=mentee.pk))


def test_three_questions_wait_at_most(mentee, mentor):
    first, *_ = [ask(mentee) for _ in range(3)]

    assert "masih menunggu jawaban" in refused(ask, mentee)
    questions.answer(first, by=mentor, text="Boleh.")
    assert ask(mentee).pk


def test_five_questions_a_day_at_most(mentee, mentor):
    for _ in range(5):
        questions.answer(ask(mentee), by=mentor, text="Boleh.")

    assert "sudah bertanya lima kali" in refused(ask, mentee)
    with time_machine.travel(now() + dt.timedelta(days=1, minutes=1)):
        assert ask(mentee).pk


def test_the_limits_are_of_one_person_and_not_of_the_mentor(mentee, mentor):
    for _ in range(3):
        ask(mentee)

    assert ask(make_participant(mentor=mentor, user=make_user())).pk


# --- Answering -----------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_logged_and_the_participant_hears(mentee, mentor):
    question = questions.answer(ask(mentee), by=mentor, text="Boleh, izin dulu ke sekolah.")

    stored = MentorQuestion.objects.get()
    message = Message.objects.get(user=mentee.user)
    assert (stored.answer, stored.answered_by) == ("Boleh, izin dulu ke sekolah.", mentor)
    assert (message.kind, message.url) == ("mentor_answered", own_page(mentee))
    assert AccessLog.objects.filter(actor=mentor, act="change", subject_id=mentee.pk).count() == 1
    assert question.answered_at == stored.answered_at


def test_only_the_mentor_of_today_answers(mentee, mentor):
    question, other = ask(mentee), make_user("mentor")
    Participant.objects.update(mentor=other)

    assert "tidak lagi Anda dampingi" in refused(questions.answer, question, by=mentor, text="Boleh.")
    assert questions.answer(question, by=other, text="Boleh.").answered_by == other


def test_a_mentor_whose_role_ended_answers_nothing(mentee, mentor):
    question = ask(mentee)
    mentor.assignments.update(ends_at=now())

    assert "tidak lagi Anda dampingi" in refused(
        questions.answer, question, by=User.objects.get(pk=mentor.pk), text="Boleh."
    )


def test_a_question_is_answered_once(mentee, mentor):
    question = ask(mentee)
    questions.answer(question, by=mentor, text="Boleh.")

    assert "sudah dijawab" in refused(questions.answer, question, by=mentor, text="Tidak.")
    assert MentorQuestion.objects.get().answer == "Boleh."


@pytest.mark.parametrize("change", ["answer", "answered_at", "text"])
def test_the_database_keeps_no_half_answer_and_no_empty_question(mentee, change):
    ask(mentee)
    values = {"answer": "Boleh.", "answered_at": now(), "text": ""}

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorQuestion.objects.update(**{change: values[change]})


def test_who_sees_a_question(mentee, mentor):
    ask(mentee)
    people = {
        "participant": mentee.user,
        "mentor": mentor,
        "officer": make_user("officer"),
        "another mentor": make_user("mentor"),
        "stranger": make_user(),
        "superuser": make_user(is_superuser=True),
    }

    seen = {who for who, user in people.items() if MentorQuestion.objects.visible_to(user).exists()}

    assert seen == {"participant", "mentor"}


# --- The text of a note --------------------------------------------------------------------------------


@pytest.fixture
def note(mentee, mentor):
    return mentoring.record(mentee, by=mentor, **words())


def test_asking_for_a_text_twice_keeps_the_first_hour_and_tells_once(mentee, mentor, note):
    first = questions.ask_for_text(note, by=mentee.user).asked_for_at
    with time_machine.travel(now() + dt.timedelta(hours=5)):
        questions.ask_for_text(note, by=mentee.user)

    assert MentoringNote.objects.get().asked_for_at == first
    assert Message.objects.filter(user=mentor, kind="note_asked_for").count() == 1


def test_only_the_participant_asks_for_a_text(mentor, note):
    for by in (mentor, make_user("officer"), make_user()):
        assert "peserta sendiri" in refused(questions.ask_for_text, note, by=by)


def test_a_voided_note_has_no_text_to_ask_for_or_to_open(mentee, mentor, note):
    mentoring.void(note, by=mentor, reason="Salah orang")

    assert "sudah dibatalkan" in refused(questions.ask_for_text, note, by=mentee.user)
    assert "sudah dibatalkan" in refused(questions.open_text, note, by=mentor)


def test_only_the_mentor_opens_a_text_and_the_participant_hears_once(mentee, mentor, note):
    for by in (mentee.user, make_user("mentor"), make_user("officer")):
        assert "tidak lagi Anda dampingi" in refused(questions.open_text, note, by=by)

    questions.open_text(note, by=mentor)
    questions.open_text(note, by=mentor)

    assert Message.objects.filter(user=mentee.user, kind="note_opened").count() == 1


# --- Pages ---------------------------------------------------------------------------------------------


def test_asked_on_the_page_and_answered_on_the_mentors(client, mentee, mentor):
    client.force_login(mentee.user)
    asked = post(client, own_page(mentee), {"text": TEXT})
    waiting = text_at(client, own_page(mentee))
    question = MentorQuestion.objects.get()
    client.force_login(mentor)
    desk, page = text_at(client, "/pendampingan/"), text_at(client, f"/pendampingan/{mentee.pk}/")
    answered = post(client, f"/pendampingan/pertanyaan/{question.pk}/", {"text": "Boleh."})
    client.force_login(mentee.user)

    assert asked.url == own_page(mentee)
    assert TEXT in waiting
    assert "Menunggu jawaban" in waiting
    assert f'{mentee.name}<span class="visually-hidden">: jawab pertanyaan' in desk
    assert TEXT in page
    assert answered.url == f"/pendampingan/{mentee.pk}/"
    assert "Boleh." in text_at(client, own_page(mentee))


def test_a_refused_question_stays_in_the_form(client, mentee):
    for _ in range(3):
        ask(mentee)
    client.force_login(mentee.user)

    page = post(client, own_page(mentee), {"text": "Yang keempat"}).content.decode()

    assert "masih menunggu jawaban" in page
    assert "Yang keempat" in page


def test_who_answers_somebody_without_a_login_is_reminded_to_call(client, mentor):
    person = make_participant(mentor=mentor)
    question = person.mentor_questions.create(text=TEXT)
    client.force_login(mentor)

    page = client.post(f"/pendampingan/pertanyaan/{question.pk}/", {"text": "Boleh."}, follow=True).content.decode()

    assert "tidak punya akun, jadi sampaikan juga" in page


@pytest.mark.parametrize("path", ["/perjalanan/{number}/pendamping/", "/pendampingan/{pk}/", "/pendampingan/"])
def test_the_pages_cost_the_same_with_one_question_and_with_three(client, mentee, mentor, path):
    client.force_login(mentee.user if "perjalanan" in path else mentor)
    path = path.format(number=mentee.registration_number, pk=mentee.pk)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            text_at(client, path)
        return len(asked)

    mentoring.record(mentee, by=mentor, **words())
    ask(mentee)
    text_at(client, path)
    one = statements()
    for _ in range(2):
        mentoring.record(mentee, by=mentor, **words())
        ask(mentee)

    assert statements() == one
