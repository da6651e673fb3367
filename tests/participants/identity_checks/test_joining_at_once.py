"""Two officers check two registrations of one NIK in the same moment: one record, whatever the order."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from participants.identity_checks import actions as identity
from participants.identity_checks import joining
from participants.identity_checks.models import IdentityCheck
from participants.people.models import JoinedRegistration, Participant
from tests.factories.people import invented_nik, make_participant, make_user, make_waiting
from tests.factories.sessions import make_seat, make_session
from tests.participants.registration.threads import at_once

SAME = {"nik": invented_nik(1), "name": "Siti Kenanga"}


def check_all(people, officer):
    """What each check said: nothing, or why it was refused."""

    def check(number):
        try:
            identity.check(people[number], by=officer, place=IdentityCheck.Place.DESK, shows_number=True)
        except ValidationError as refused:
            return refused.messages[0]
        return ""

    return at_once(len(people), check)


@pytest.mark.django_db(transaction=True)
def test_registrations_of_one_nik_checked_at_once_are_one_record():
    officer = make_user("officer")
    waiting = [make_waiting(**SAME, user=make_user()) for _ in range(4)]

    said = check_all(waiting, officer)

    assert said == [""] * 4
    assert Participant.objects.get().holds_nik
    assert JoinedRegistration.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_registration_checked_by_many_at_once_is_joined_once():
    officer, record = make_user("officer"), make_participant(**SAME)
    waiting = make_waiting(**SAME)
    make_seat(make_session(), waiting)
    copies = [Participant.objects.get(pk=waiting.pk) for _ in range(4)]

    said = check_all(copies, officer)

    assert sorted(said) == ["", *[identity.JOINED] * 3]
    assert Participant.objects.get() == record
    assert record.seats.live().count() == JoinedRegistration.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_locks_and_the_constraint_the_same_race_makes_two_records(monkeypatch):
    """What they are for: both officers look before either has written."""
    officer = make_user("officer")
    waiting = [make_waiting(**SAME) for _ in range(2)]
    both_looked, settle = threading.Barrier(2), joining.settle
    (unique,) = [rule for rule in Participant._meta.constraints if rule.name == "one_record_holds_a_nik"]
    monkeypatch.setattr(joining, "hold", lambda people, also=(): {p.pk: p for p in Participant.objects.all()})
    monkeypatch.setattr(joining, "settle", lambda *given, **named: (both_looked.wait(), settle(*given, **named))[1])
    with connection.schema_editor() as editor:
        editor.remove_constraint(Participant, unique)
    try:
        check_all(waiting, officer)
        records = Participant.objects.filter(holds_nik=True).count()
    finally:
        Participant.objects.update(holds_nik=False, is_checked=False)
        with connection.schema_editor() as editor:
            editor.add_constraint(Participant, unique)

    assert records == 2
