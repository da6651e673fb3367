"""Entering a registration: once, whole, and the same way for a NIK that is known."""

import datetime as dt
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
from participants.claims.models import RegistrationClaim
from participants.consents.models import Consent
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from participants.people.nik_sealing import digest
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.actions.entering import Outcome, enter
from participants.registration.models import RegistrationDraft
from participants.registration.tasks import notify_repeat
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import GROGOL, TOMANG
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
    assert (Participant.objects.count(), RegistrationClaim.objects.count()) == (4, 3)


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


def test_a_known_nik_is_written_as_often_as_a_new_one_and_leaves_nothing(ground):
    """So that neither answer comes sooner; what is written of the known one is taken back."""

    def written(nik):
        with CaptureQueriesContext(connection) as asked:
            registration.register(make_answers(nik=nik), point=online())
        return sum(query["sql"].startswith("INSERT") for query in asked)

    make_participant(nik=invented_nik(1), user=make_user())
    written(invented_nik(3))  # reads what is kept in memory
    counts = [written(nik) for nik in (invented_nik(1), invented_nik(2))]

    assert max(counts) - min(counts) <= 1
    assert Participant.objects.count() == 3
    assert Participant.objects.filter(nik_digest=digest(invented_nik(1))).count() == 1
    assert (Business.objects.count(), Participant.history.count(), Tally.objects.count()) == (2, 3, 2)


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
def test_one_nik_in_eight_drafts_sent_at_once_is_one_record_and_seven_claims():
    make_ground()
    answers, point = make_answers(), online()
    kept = [drafts.keep(None, "person", {"name": "Siti"}, is_done=True) for _ in range(8)]

    found = at_once(8, lambda number: registration.register(answers, draft=kept[number], point=point).number)

    assert len(set(found)) == 8
    assert Participant.objects.count() == Business.objects.count() == Tally.objects.count() == 1
    assert RegistrationClaim.objects.count() == 7
    assert RegistrationDraft.objects.filter(sent_at=None).count() == 0
    assert RegistrationDraft.objects.exclude(participant=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_draft_with_a_known_nik_sent_at_once_by_many_is_one_claim():
    make_ground()
    make_participant(nik=NIK)
    answers, point = make_answers(), online()
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)

    found = at_once(8, lambda _: registration.register(answers, draft=draft, point=point).number)

    assert len(found) == 8
    assert set(found) == {RegistrationClaim.objects.get().number}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_unique_digest_the_same_race_makes_more_records_than_one():
    """What the constraint is for: the function looks before it writes, and looking alone is not enough."""
    make_ground()
    answers, point = make_answers(), online()
    (unique,) = [
        name
        for name, rule in _constraints("people_participant").items()
        if rule["unique"] and rule["columns"] == ["nik_digest"]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE people_participant DROP CONSTRAINT "{unique}"')
    try:
        _held_back(lambda: at_once(8, lambda _: registration.register(answers, point=point).number))
        entered = Participant.objects.count()
    finally:
        Participant.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE people_participant ADD CONSTRAINT "{unique}" UNIQUE (nik_digest)')

    assert entered > 1


def _constraints(table):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


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


# --- Who is known hears of it ----------------------------------------------------------------------------


def job():
    return Job.objects.get(name="registration.notify_repeat")


def test_who_has_an_account_finds_a_message_and_one_mail_goes_out(ground):
    owner = make_user(email="dahlia@contoh.example")
    make_participant(nik=NIK, user=owner)

    registration.register(make_answers(), point=online())
    for _ in range(2):  # an errand may be done twice
        notify_repeat(job(), **job().arguments)

    message = Message.objects.get(user=owner)
    assert (message.kind, message.url) == ("registered_again", "/privasi/")
    assert Delivery.objects.get().message == message
    assert Job.objects.filter(name="notifications.deliver").count() == 1


def test_who_is_known_hears_of_it_once_a_day_however_often_the_form_is_sent(time_machine):
    morning = at(dt.date(2026, 5, 4), 8)
    time_machine.move_to(morning, tick=False)
    make_ground()
    person = make_participant(nik=NIK, user=make_user())
    shown = []
    for hour in (1, 15, 25):
        time_machine.move_to(morning + dt.timedelta(hours=hour), tick=False)

        registration.register(make_answers(), point=online())

        shown.append((Message.objects.filter(user=person.user).count(), Job.objects.count()))

    assert shown == [(1, 1), (1, 1), (2, 2)]
    assert RegistrationClaim.objects.filter(participant=person).count() == 3


def test_who_has_no_account_gets_a_mail(ground):
    make_participant(nik=NIK, email="dahlia@contoh.example")

    registration.register(make_answers(), point=online())
    notify_repeat(job(), **job().arguments)

    assert [sent.to for sent in received()] == [["dahlia@contoh.example"]]
    assert not Message.objects.exists()


def test_no_worker_is_sent_it_at_once_since_that_takes_time_a_stranger_could_measure(
    ground, monkeypatch, django_capture_on_commit_callbacks
):
    make_participant(nik=NIK, user=make_user())
    rung = []
    monkeypatch.setattr("okoce.jobs.outbox.send", rung.append)

    with django_capture_on_commit_callbacks(execute=True):
        registration.register(make_answers(), point=online())

    assert rung == []
    assert (job().state, job().sent_at) == (Job.State.QUEUED, None)


def test_an_officer_is_refused_and_nothing_is_written(ground):
    known = make_participant(nik=NIK, user=make_user())

    with pytest.raises(registration.AlreadyRegistered) as refused:
        registration.register(make_answers(), point=online(), by=make_user("officer"))

    assert refused.value.participant == known
    assert not RegistrationClaim.objects.exists()
    assert not Job.objects.exists()


def test_a_second_number_is_looked_for_among_numbers_and_claims_alike(ground):
    known = make_participant(nik=NIK)
    RegistrationClaim.objects.create(number="OK26-222222-2", participant=known)
    words = {"year": known.programme_year, "point": online()}

    for number in (known.registration_number, "OK26-222222-2"):
        assert enter(make_answers(nik=invented_nik(2)), number=number, **words) == (Outcome.NUMBER_TAKEN, None)

    assert Participant.objects.get() == known
