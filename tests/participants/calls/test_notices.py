"""A notice ends in the inbox, as a mail, or on the call list of those who look after the person today."""

import datetime as dt

import pytest

from okoce.clock import now
from okoce.notifications.models import Delivery, Message
from participants.calls.actions import notices, results
from participants.calls.models import Notice
from participants.calls.queries import Part, of_part
from tests.factories.calls import make_call, make_topic
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, KEBON_JERUK, TOMANG
from tests.mailbox import received

pytestmark = pytest.mark.django_db

State = Notice.State


def with_log_in(**fields):
    return make_participant(user=make_user(**fields))


def names(user, part=Part.TO_CALL):
    return list(of_part(user, part).values_list("participant__name", flat=True))


def test_who_logs_in_gets_a_message_and_who_does_not_a_call():
    shown, called = make_call(with_log_in()), make_call(make_participant())

    assert (shown.state, called.state) == (State.MESSAGE, State.OPEN)
    assert [message.user for message in Message.objects.all()] == [shown.participant.user]
    assert called.message is None


def test_a_locked_account_is_no_inbox():
    person = make_participant(user=make_user(is_active=False))

    assert make_call(person).state == State.OPEN
    assert notices.forecast([person.pk]) == (0, 1)


def test_the_same_notice_is_given_once():
    person = make_participant()

    make_call(person)
    again = notices.notify_participant(
        person, "uji", topic=make_topic(), key=f"uji:{person.pk}", subject="Kabar", text="sama."
    )

    assert again == (0, 0)
    assert Notice.objects.count() == 1


def test_no_notice_holds_an_identity_number():
    call = make_call(text="data 3173021005909001 diperiksa.", subject="NIK 3173021005909001")

    assert (call.subject, call.text) == ("NIK [NIK]", "data [NIK] diperiksa.")


# --- Whose list ----------------------------------------------------------------------------------------


def test_a_call_stands_on_the_list_of_the_home_kecamatan_of_today():
    call = make_call(make_participant(name="Sari", kelurahan=TOMANG))
    here, there = make_user("officer"), make_user("officer", region=KEBON_JERUK)
    before = (names(here), names(there))
    person = call.participant
    person.kelurahan_id, person.kecamatan_id = DURI_KEPA, KEBON_JERUK
    person.save()

    assert before == (["Sari"], [])
    assert (names(here), names(there)) == ([], ["Sari"])


def test_people_of_a_mentor_stand_on_the_mentors_list_and_the_officer_sees_them_there():
    mentor, officer = make_user("mentor"), make_user("officer")
    make_call(make_participant(name="Sari", mentor=mentor))
    make_call(make_participant(name="Budi"))

    assert (names(mentor), names(officer)) == (["Sari"], ["Budi"])
    assert names(officer, Part.WITH_MENTORS) == ["Sari"]
    assert names(mentor, Part.WITH_MENTORS) == []


@pytest.mark.parametrize("how", ["role", "account"])
def test_people_of_a_mentor_who_left_come_back_to_the_officer(how):
    mentor, officer = make_user("mentor"), make_user("officer")
    make_call(make_participant(name="Sari", mentor=mentor))
    if how == "role":
        mentor.assignments.update(ends_at=now())
    else:
        mentor.is_active = False
        mentor.save()

    assert names(officer) == ["Sari"]


def test_a_mentor_sees_nobody_elses_people():
    make_call(make_participant(mentor=make_user("mentor")))
    make_call(make_participant())

    assert names(make_user("mentor")) == []
    assert not Notice.objects.visible_to(make_user("mentor")).exists()


@pytest.mark.parametrize(
    ("role", "region", "sees"),
    [("officer", None, True), ("officer", KEBON_JERUK, True), ("officer", CAKUNG, False), ("staff", None, True)],
)
def test_home_and_host_see_a_notice_and_only_home_may_call(role, region, sees):
    call = make_call(make_participant(kelurahan=DURI_KEPA))  # the host is Grogol
    user = make_user(role, region=region)

    assert (call in Notice.objects.visible_to(user)) == sees
    assert (call in Notice.objects.callable_by(user)) == (sees and not (role == "officer" and region is None))


@pytest.mark.parametrize("role", ["province", "official", "auditor", "privacy", ""])
def test_others_see_no_notice(role):
    call = make_call()

    assert call not in Notice.objects.visible_to(make_user(role or None))


# --- Messages that did not arrive ----------------------------------------------------------------------


def test_a_mail_that_was_given_up_becomes_a_call():
    call = make_call(with_log_in())
    Delivery.objects.update(state=Delivery.State.FAILED)

    notices.put_on_call_lists()

    call.refresh_from_db()
    assert call.state == State.OPEN
    assert call in Notice.objects.to_call()


def test_a_message_that_was_mailed_or_read_never_becomes_a_call(time_machine):
    mailed, read = make_call(with_log_in()), make_call(with_log_in(email=None))
    received()
    Message.objects.filter(pk=read.message_id).update(read_at=now())
    time_machine.move_to(now() + dt.timedelta(days=30))

    assert notices.put_on_call_lists() == 0
    assert set(Notice.objects.values_list("state", flat=True)) == {State.MESSAGE}
    assert mailed.message.deliveries.get().state == Delivery.State.SENT


def test_a_message_without_any_channel_that_nobody_opens_for_a_day_becomes_a_call(time_machine):
    call = make_call(with_log_in(email=None))
    at_once = notices.put_on_call_lists()
    time_machine.move_to(now() + dt.timedelta(hours=25))

    assert (at_once, notices.put_on_call_lists()) == (0, 1)
    call.refresh_from_db()
    assert call.state == State.OPEN


def test_what_is_urgent_becomes_a_call_half_way_to_its_end(time_machine):
    make_call(with_log_in(email=None), useful_until=now() + dt.timedelta(hours=4))
    time_machine.move_to(now() + dt.timedelta(hours=2, minutes=1))

    assert notices.put_on_call_lists() == 1


def test_who_reads_the_message_after_all_need_not_be_called():
    call = make_call(with_log_in())
    Delivery.objects.update(state=Delivery.State.FAILED)
    notices.put_on_call_lists()
    Message.objects.update(read_at=now())

    assert call not in Notice.objects.to_call()


def test_who_was_reached_by_telephone_leaves_the_list_of_undelivered_mails_too():
    call = make_call(with_log_in())
    Delivery.objects.update(state=Delivery.State.FAILED)
    notices.put_on_call_lists()

    results.record(call, "reached", by=make_user("officer"))

    assert not Delivery.objects.undelivered().exists()


def test_who_was_reached_from_the_list_of_undelivered_mails_leaves_the_call_list_too(signed_in):
    call = make_call(with_log_in())
    Delivery.objects.update(state=Delivery.State.FAILED)
    notices.put_on_call_lists()

    signed_in("officer").post("/peserta/tugas/pesan/selesai/", {"pilih": [Delivery.objects.get().pk]})

    call.refresh_from_db()
    assert call.state == State.REACHED


# --- Of use only for a while, or replaced --------------------------------------------------------------


def test_a_call_that_came_too_late_is_listed_as_missed(time_machine):
    officer = make_user("officer")
    make_call(make_participant(name="Sari"), useful_until=now() + dt.timedelta(hours=4))
    before = names(officer)
    time_machine.move_to(now() + dt.timedelta(hours=5))

    assert (before, names(officer), names(officer, Part.GIVEN_UP)) == (["Sari"], [], ["Sari"])


def test_a_newer_notice_about_the_same_event_replaces_a_call():
    person = make_participant()
    old, other = make_call(person, key="a"), make_call(person, key="b", topic=make_topic(number=2))

    letter = {"subject": "Kabar", "text": "batal."}
    new = notices.Letter(person, "uji", "c", **letter)
    notices.notify_participants([new], topic=make_topic(), replaces=True)

    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.state, other.state) == (State.REPLACED, State.OPEN)


def test_a_message_that_was_replaced_does_not_become_a_call(time_machine):
    person = with_log_in(email=None)
    make_call(person, key="a")
    newer = notices.Letter(person, "uji", "c", subject="Kabar", text="batal.")
    notices.notify_participants([newer], topic=make_topic(), replaces=True)
    time_machine.move_to(now() + dt.timedelta(hours=25))

    notices.put_on_call_lists()

    assert [notice.key for notice in Notice.objects.to_call()] == ["c"]


def test_one_person_and_three_are_put_on_the_list_in_as_many_statements(django_assert_max_num_queries):
    topic, counted = make_topic(), []
    for people in (1, 3):
        letters = [
            notices.Letter(make_participant(), "uji", f"{people}:{n}", subject="Kabar", text="batal.")
            for n in range(people)
        ]
        with django_assert_max_num_queries(20) as captured:
            notices.notify_participants(letters, topic=topic)
        counted.append(len(captured))

    assert counted[0] == counted[1]
