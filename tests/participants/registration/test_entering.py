"""Entering a registration: once, whole, and the same way for a NIK that is known."""

import datetime as dt
import re
import traceback

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import today
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery, Message
from okoce.programme.models import RegistrationPoint
from participants.calls.models import Notice
from participants.consents.models import Consent
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.actions.entering import Outcome, enter
from participants.registration.models import RegistrationDraft
from participants.registration.tasks import notify_holder
from tests.factories.people import invented_nik, make_joined, make_participant, make_user
from tests.factories.places import CAKUNG, GROGOL, TOMANG
from tests.factories.registrations import NIK, make_answers, make_ground, typed_at_desk, typed_steps
from tests.factories.sessions import at
from tests.mailbox import received
from tests.participants.registration.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    return make_ground()


def online():
    return RegistrationPoint.objects.get(code="daring")


def address(number):
    return reverse("participants:registration-step", args=[number])


def send_last_step(client, nik):
    for number in range(1, 5):
        client.post(address(number), typed_steps(nik=nik)[number])
    answer = client.post(address(5), typed_steps()[5])
    client.cookies.clear()
    return answer.url.split("/")[1:3]


# --- Alike -----------------------------------------------------------------------------------------------


def test_the_last_step_answers_alike_whether_the_nik_is_known_or_not(client, ground):
    make_participant(nik=invented_nik(1), user=make_user())
    make_participant(nik=invented_nik(2), email="dahlia@contoh.example")
    make_participant(nik=invented_nik(3))

    answers = [send_last_step(client, invented_nik(serial)) for serial in (1, 2, 3, 4)]

    assert answers == [["daftar", "selesai"]] * 4
    assert (Participant.objects.count(), Participant.objects.filter(holds_nik=True).count()) == (7, 3)


@pytest.mark.parametrize("card_checked", [None, "on"])
def test_the_desk_enters_the_same_way(client, ground, card_checked):
    client.force_login(make_user("officer"))
    point = str(RegistrationPoint.objects.get(code="kecamatan").pk)
    typed = typed_at_desk(registration_point=point, card_checked=card_checked)

    client.post("/meja/", {name: value for name, value in typed.items() if value is not None})

    person = Participant.objects.get()
    assert (person.registered_by.roles, person.registration_point.code) == ({"officer"}, "kecamatan")
    assert person.identity_checks.count() == bool(card_checked)
    assert person.history.get().history_user == person.registered_by


def test_a_known_nik_costs_the_very_same_statements_as_a_new_one(ground):
    """Nothing is looked up by NIK, so neither answer can come sooner."""

    def asked(nik):
        with CaptureQueriesContext(connection) as captured:
            registration.register(make_answers(nik=nik), point=online())
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured]

    make_participant(nik=invented_nik(1), user=make_user())
    asked(invented_nik(3))  # reads what is kept in memory
    known, new = (asked(invented_nik(serial)) for serial in (1, 2))

    assert known == new
    assert not [statement for statement in known if "SELECT" in statement and "nik_digest" in statement]


def test_who_sent_the_form_is_the_actor_of_its_history_and_nobody_for_a_visitor(ground):
    sender = make_user()
    registration.register(make_answers(), point=online(), user=sender)
    registration.register(make_answers(nik=invented_nik(2)), point=online())

    copies = [person.history.get() for person in Participant.objects.order_by("pk")]

    assert [copy.history_user for copy in copies] == [sender, None]
    assert [copy.history_user for copy in Business.history.order_by("pk")] == [sender, None]


# --- Whole or not at all ---------------------------------------------------------------------------------


def test_what_the_database_refuses_leaves_nothing_behind_and_is_tried_once_and_logged(ground, monkeypatch, caplog):
    tries = []
    monkeypatch.setattr(registration, "enter", lambda *given, **named: (tries.append(1), enter(*given, **named))[1])
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    answers = make_answers(sex="X", name="Rahasia Dahlia")

    with pytest.raises(IntegrityError, match="sex_is_known") as refused:
        registration.register(answers, draft=draft, point=online())

    shown = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert len(tries) == 1
    assert "Registration: Refused by a constraint" in caplog.text
    assert [word for word in ("Rahasia", answers.phone, NIK, answers.street) if word in shown] == []
    assert not Participant.objects.exists()
    assert not Tally.objects.exists()
    assert RegistrationDraft.objects.get().sent_at is None


def test_a_draft_that_was_thrown_away_meanwhile_is_asked_for_again(ground):
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    drafts.discard(draft)

    with pytest.raises(ValidationError, match="sudah dihapus"):
        registration.register(make_answers(), draft=draft, point=online())

    assert not Participant.objects.exists()


def test_a_password_opens_no_second_account_for_a_draft_sent_before(ground, django_user_model):
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    first = registration.register(make_answers(), draft=draft, point=online(), password="rahasia-melati-7")

    second = registration.register(make_answers(), draft=draft, point=online(), password="rahasia-melati-7")

    assert first.number == second.number
    assert django_user_model.objects.count() == 1


def test_a_refused_number_is_made_anew_and_no_account_is_left_behind(ground, monkeypatch, django_user_model):
    monkeypatch.setattr(registration, "enter", lambda *_, **__: (Outcome.NUMBER_TAKEN, None))

    with pytest.raises(ValidationError, match="tekan Kirim sekali lagi"):
        registration.register(make_answers(), point=online(), password="rahasia-melati-7")

    assert not django_user_model.objects.exists()


def test_every_consent_that_was_ticked_is_kept_and_no_other(ground):
    registration.register(make_answers(consents=("news", "partners")), point=online())
    registration.register(make_answers(nik=invented_nik(2), consents=()), point=online())

    first = Participant.objects.with_nik(NIK).get()
    found = Consent.objects.order_by("purpose").values_list("participant", "purpose", "is_given", "channel")
    assert list(found) == [(first.pk, "news", True, "daring"), (first.pk, "partners", True, "daring")]


def test_flags_times_and_places_are_stored_as_they_were_given(ground):
    answers = make_answers(flags=("NIK_DOB_MISMATCH",), availability=2**20 + 1, business_class=ground, since_year=2021)

    registration.register(answers, point=online())

    person = Participant.objects.select_related("business").get()
    assert (person.flags, person.availability, person.cannot_whole_day) == (["NIK_DOB_MISMATCH"], 2**20 + 1, False)
    assert (person.nik, bytes(person.nik_sealed) != NIK.encode()) == (NIK, True)
    assert (person.business.kelurahan_id, person.business.commodity_id) == (TOMANG, ground.commodity_id)
    assert Residence.objects.get().since_on == today()
    tally = Tally.objects.get()
    assert (tally.kelurahan_id, tally.kecamatan_id, tally.stage, tally.people) == (
        TOMANG,
        GROGOL,
        Tally.REGISTERED,
        1,
    )


# --- At once ---------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_one_nik_in_eight_drafts_sent_at_once_is_eight_registrations_that_wait():
    make_ground()
    answers, point = make_answers(), online()
    kept = [drafts.keep(None, "person", {"name": "Siti"}, is_done=True) for _ in range(8)]

    found = at_once(8, lambda number: registration.register(answers, draft=kept[number], point=point).number)

    assert len(set(found)) == 8
    assert Participant.objects.filter(holds_nik=False).count() == Business.objects.count() == Tally.objects.count() == 8
    assert RegistrationDraft.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_one_draft_with_a_known_nik_sent_at_once_by_many_is_one_registration():
    make_ground()
    make_participant(nik=NIK)
    answers, point = make_answers(), online()
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)

    found = at_once(8, lambda _: registration.register(answers, draft=draft, point=point).number)

    assert len(found) == 8
    assert set(found) == {Participant.objects.get(holds_nik=False).registration_number}


@pytest.mark.django_db(transaction=True)
def test_one_nik_at_eight_desks_at_once_is_one_record_and_seven_refusals():
    make_ground()
    answers, point, officer = make_answers(), online(), make_user("officer")

    def register(_):
        try:
            return registration.register(answers, point=point, by=officer).number
        except registration.AlreadyRegistered:
            return "known"

    found = at_once(8, register)

    assert found.count("known") == 7
    assert Participant.objects.get().holds_nik


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_unique_digest_the_same_race_makes_more_records_than_one():
    """What the constraint is for: the function looks before it writes, and looking alone is not enough."""
    make_ground()
    answers, point, officer = make_answers(), online(), make_user("officer")
    (unique,) = [rule for rule in Participant._meta.constraints if rule.name == "one_record_holds_a_nik"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Participant, unique)
    try:
        _held_back(lambda: at_once(8, lambda _: registration.register(answers, point=point, by=officer).number))
        entered = Participant.objects.filter(holds_nik=True).count()
    finally:
        Participant.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Participant, unique)

    assert entered > 1


def _held_back(act):
    """Everybody looks before anybody is done: a trigger keeps each new person waiting a little."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp_wait() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER held_back BEFORE INSERT ON people_participant FOR EACH ROW EXECUTE FUNCTION pg_temp_wait()"
        )
    try:
        act()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER held_back ON people_participant")
            cursor.execute("DROP FUNCTION pg_temp_wait()")


# --- Who holds the NIK hears of it -----------------------------------------------------------------------


def run_jobs():
    for job in Job.objects.filter(name="registration.notify_holder"):
        for _ in range(2):  # a job may run twice
            notify_holder(job, **job.arguments)


def test_the_holder_with_an_account_finds_a_message_and_one_mail_goes_out(ground):
    owner = make_user(email="dahlia@contoh.example")
    make_participant(nik=NIK, user=owner)

    registration.register(make_answers(), point=online())
    run_jobs()

    message = Message.objects.get(user=owner)
    assert (message.kind, message.url) == ("registered_again", "/privasi/")
    assert Delivery.objects.get().message == message
    assert Job.objects.filter(name="notifications.deliver").count() == 1


def test_the_holder_hears_of_it_once_a_day_however_often_the_form_is_sent(time_machine):
    morning = at(dt.date(2026, 5, 4), 8)
    time_machine.move_to(morning, tick=False)
    make_ground()
    person = make_participant(nik=NIK, user=make_user())
    shown = []
    for hour in (1, 15, 25):
        time_machine.move_to(morning + dt.timedelta(hours=hour), tick=False)

        registration.register(make_answers(), point=online())
        run_jobs()

        shown.append(Message.objects.filter(user=person.user).count())

    assert shown == [1, 1, 2]


def test_a_holder_without_account_gets_a_mail(ground):
    make_participant(nik=NIK, email="dahlia@contoh.example")

    registration.register(make_answers(), point=online())
    run_jobs()

    assert [sent.to for sent in received()] == [["dahlia@contoh.example"]]
    assert not Message.objects.exists()


def test_a_holder_without_account_and_mail_stands_on_the_call_list(ground):
    holder = make_participant(nik=NIK)

    for _ in range(2):
        registration.register(make_answers(), point=online())
        run_jobs()

    assert list(Notice.objects.to_call().values_list("participant", "kind")) == [(holder.pk, "registered_again")]
    assert (Message.objects.count(), received()) == (0, [])


def test_who_only_waits_with_the_same_nik_hears_nothing(ground):
    registration.register(make_answers(email="asing@contoh.example"), point=online(), user=make_user())

    registration.register(make_answers(), point=online())
    run_jobs()

    assert list(Message.objects.values_list("kind", flat=True)) == ["registered"]
    assert [mail for mail in received() if "lagi" in mail.subject] == []


def test_no_worker_is_sent_it_at_once_since_that_takes_time_a_stranger_could_measure(
    ground, monkeypatch, django_capture_on_commit_callbacks
):
    make_participant(nik=NIK, user=make_user())
    sent = []
    monkeypatch.setattr("okoce.jobs.outbox.send", sent.append)

    with django_capture_on_commit_callbacks(execute=True):
        registration.register(make_answers(), point=online())

    job = Job.objects.get()
    assert sent == []
    assert (job.name, job.state, job.sent_at) == ("registration.notify_holder", Job.State.QUEUED, None)


def test_an_officer_is_refused_and_nothing_is_written(ground):
    known = make_participant(nik=NIK, user=make_user())

    with pytest.raises(registration.AlreadyRegistered) as refused:
        registration.register(make_answers(), point=online(), by=make_user("officer"))

    assert refused.value.participant == known
    assert (Participant.objects.count(), Job.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["mentor", "officer of another kecamatan"])
def test_who_may_not_check_cards_there_makes_a_registration_that_waits_and_learns_nothing(ground, who):
    make_participant(nik=NIK)
    by = make_user("mentor") if who == "mentor" else make_user("officer", region=CAKUNG)

    made = registration.register(make_answers(), point=online(), by=by).participant

    assert (made.holds_nik, made.registered_by) == (False, by)


def test_a_registration_that_waits_stands_in_no_officers_way(ground):
    waiting = registration.register(make_answers(), point=online()).number

    made = registration.register(make_answers(), point=online(), by=make_user("officer")).participant

    assert made.holds_nik
    assert Participant.objects.get(holds_nik=False).registration_number == waiting


def test_a_number_is_looked_for_among_registrations_and_joined_ones_alike(ground):
    known = make_participant(nik=NIK)
    make_joined(known, number="OK26-222222-2")
    words = {"year": known.programme_year, "point": online()}

    for number in (known.registration_number, "OK26-222222-2"):
        assert enter(make_answers(nik=invented_nik(2)), number=number, **words) == (Outcome.NUMBER_TAKEN, None)

    assert Participant.objects.get() == known
