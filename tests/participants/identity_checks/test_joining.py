"""Number and record become one when an officer sees the card; a stranger who typed somebody's NIK ends with nothing."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from okoce.accounts.models import AccessLog
from okoce.notifications.models import Message
from participants.calls.actions import notices
from participants.claims import actions as claims
from participants.claims.models import ClaimCode
from participants.consents import actions as consents
from participants.identity_checks import actions as identity
from participants.identity_checks import joining
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageStanding, Tally
from participants.people.models import Business, JoinedRegistration, Participant
from participants.registration.models import RegistrationDraft
from tests.breaking import Broken
from tests.factories.consents import make_consent
from tests.factories.people import PASSWORD, invented_nik, make_participant, make_user, make_waiting
from tests.factories.places import JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

DESK, DOOR = IdentityCheck.Place.DESK, IdentityCheck.Place.ATTENDANCE
NIK = invented_nik(1)
SAME = {"nik": NIK, "name": "Siti Kenanga"}


@pytest.fixture
def people():
    return SimpleNamespace(owner=make_user(), stranger=make_user(), officer=make_user("officer"))


def check(person, people, *, place=DESK, shows_number):
    return identity.check(person, by=people.officer, place=place, shows_number=shows_number).participant


def owned(user):
    return list(Participant.objects.owned_by(user).values_list("registration_number", flat=True))


# --- Nobody holds the NIK yet -------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [DESK, DOOR])
def test_a_registration_whose_number_is_shown_becomes_the_record_and_keeps_its_account(people, place):
    waiting = make_waiting(**SAME, user=people.owner, email="siti@contoh.example")

    record = check(waiting, people, place=place, shows_number=True)

    assert (record.pk, record.holds_nik, record.user, record.email) == (
        waiting.pk,
        True,
        people.owner,
        "siti@contoh.example",
    )
    assert set(StageStanding.objects.values_list("participant", "stage")) == {(record.pk, "pendaftaran")}
    assert Message.objects.count() == 0


@pytest.mark.parametrize("place", [DESK, DOOR])
def test_without_its_number_it_is_released_from_its_account_and_from_all_that_could_open_it(people, place):
    waiting = make_waiting(**SAME, user=people.stranger, email="asing@contoh.example")
    make_consent(waiting)
    code = claims.issue_at_desk(waiting, by=people.officer)
    Message.objects.all().delete()

    record = check(waiting, people, place=place, shows_number=False)

    record.refresh_from_db()
    assert (record.holds_nik, record.user, record.email) == (True, None, "")
    assert record.flags == ["CONTACT_NOT_SHOWN"]
    assert not consents.given(record)["news"].is_given
    assert not ClaimCode.objects.filter(pk=code.pk).exists()
    assert owned(people.stranger) == []
    message = Message.objects.get()
    assert (message.user, message.kind) == (people.stranger, "registration_released")
    assert record.history.filter(email="asing@contoh.example").exists()  # nothing typed is lost


def test_a_code_that_was_mailed_to_a_stranger_before_opens_nothing_afterwards(people):
    waiting = make_waiting(**SAME, email="asing@contoh.example")
    asked = claims.request_code(waiting.registration_number, waiting.birth_on)
    code = claims.code_of(asked)

    check(waiting, people, shows_number=False)

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(asked.pk, code, password=PASSWORD)
    waiting.refresh_from_db()
    assert waiting.user is None


def test_whether_the_number_is_shown_must_be_answered(people):
    waiting = make_waiting(**SAME)

    with pytest.raises(ValidationError, match="Jawab dulu"):
        check(waiting, people, shows_number=None)

    waiting.refresh_from_db()
    assert (waiting.holds_nik, IdentityCheck.objects.count()) == (False, 0)


def test_of_a_record_that_an_officer_made_it_is_not_asked(people):
    record = make_participant(**SAME, user=people.owner)

    assert check(record, people, shows_number=None).user == people.owner


# --- Stranger and owner, in both orders ---------------------------------------------------------------------


@pytest.mark.parametrize("first", ["stranger", "owner"])
@pytest.mark.parametrize("place", [DESK, DOOR])
def test_the_stranger_ends_with_nothing_in_both_orders(people, place, first):
    order = [people.stranger, people.owner] if first == "stranger" else [people.owner, people.stranger]
    waiting = {user: make_waiting(**SAME, user=user) for user in order}

    record = check(waiting[people.owner], people, place=place, shows_number=True)
    others = owned(people.stranger)
    check(waiting[people.stranger], people, place=place, shows_number=False)

    record.refresh_from_db()
    assert record.user == people.owner
    assert others == [waiting[people.stranger].registration_number]  # what the stranger typed, until it is joined
    assert owned(people.stranger) == []
    assert Participant.objects.get() == record


@pytest.mark.parametrize("place", [DESK, DOOR])
def test_a_record_checked_before_keeps_its_account_whatever_number_is_shown(people, place):
    record = make_participant(**SAME, user=people.owner)
    check(record, people, shows_number=None)
    waiting = make_waiting(**SAME, user=people.stranger)

    check(waiting, people, place=place, shows_number=True)

    record.refresh_from_db()
    assert record.user == people.owner
    assert owned(people.stranger) == []


def test_a_record_never_checked_goes_to_the_account_of_the_number_that_is_shown(people):
    record = make_participant(**SAME, user=people.stranger)
    waiting = make_waiting(**SAME, user=people.owner)

    check(waiting, people, shows_number=True)

    record.refresh_from_db()
    assert record.user == people.owner
    assert owned(people.stranger) == []
    assert set(Message.objects.values_list("user", "kind")) == {
        (people.stranger.pk, "registration_released"),
        (people.owner.pk, "registration_joined"),
    }


def test_a_checked_record_without_account_goes_to_the_account_of_the_number_that_is_shown(people):
    record = make_participant(**SAME)
    check(record, people, shows_number=None)

    check(make_waiting(**SAME, user=people.owner), people, shows_number=True)

    record.refresh_from_db()
    assert record.user == people.owner


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_record_without_account_stays_so_when_no_number_is_shown(people, is_checked):
    record = make_participant(**SAME)
    if is_checked:
        check(record, people, shows_number=None)

    check(make_waiting(**SAME, user=people.stranger), people, shows_number=False)

    record.refresh_from_db()
    assert record.user is None
    assert owned(people.stranger) == []


def test_a_shown_number_without_account_takes_nobodys_away(people):
    record = make_participant(**SAME, user=people.owner)

    check(make_waiting(**SAME), people, shows_number=True)

    record.refresh_from_db()
    assert record.user == people.owner


def test_others_of_the_same_nik_are_not_joined_by_themselves(people):
    other = make_waiting(**SAME, user=people.stranger)

    check(make_waiting(**SAME, user=people.owner), people, shows_number=True)

    other.refresh_from_db()
    assert (other.holds_nik, other.user) == (False, people.stranger)


# --- Who may join what --------------------------------------------------------------------------------------


@pytest.mark.parametrize("differs", [{"name": "Dahlia"}, {"sex": "P"}, {"birth_on": "1990-05-11"}])
@pytest.mark.parametrize(("place", "home"), [(DOOR, TOMANG), (DESK, JATINEGARA)])
def test_where_nobody_sees_both_a_card_of_somebody_else_joins_nothing(people, place, home, differs):
    record = make_participant(**SAME, kelurahan=home)
    waiting = make_waiting(**SAME, user=people.stranger)
    Participant.objects.filter(pk=waiting.pk).update(**differs)

    with pytest.raises(ValidationError, match="selesaikan di meja kecamatan"):
        check(waiting, people, place=place, shows_number=True)

    record.refresh_from_db()
    assert (record.user, Participant.objects.count(), JoinedRegistration.objects.count()) == (None, 2, 0)


@pytest.mark.parametrize(("place", "home"), [(DOOR, TOMANG), (DESK, JATINEGARA), (DOOR, JATINEGARA)])
def test_where_name_birth_date_and_sex_agree_they_are_joined_everywhere(people, place, home):
    record = make_participant(**SAME, kelurahan=home)

    assert check(make_waiting(**SAME), people, place=place, shows_number=True) == record


def test_an_officer_who_sees_both_may_join_what_was_typed_otherwise(people):
    record = make_participant(**SAME)

    assert check(make_waiting(nik=NIK, name="Sity Kenanga"), people, shows_number=True) == record


def test_nobody_joins_a_registration_into_their_own_record(people):
    make_participant(**SAME, user=people.officer)
    waiting = make_waiting(**SAME)

    with pytest.raises(ValidationError, match="data Anda sendiri"):
        check(waiting, people, shows_number=False)

    assert Participant.objects.count() == 2


def test_nobody_checks_a_registration_of_their_own(people):
    waiting = make_waiting(**SAME, user=people.officer)

    with pytest.raises(ValidationError, match="Data sendiri"):
        check(waiting, people, shows_number=True)

    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_a_registration_that_was_joined_meanwhile_is_said_to_be(people):
    make_participant(**SAME)
    waiting = make_waiting(**SAME)
    old_copy = Participant.objects.get(pk=waiting.pk)
    check(waiting, people, shows_number=True)

    with pytest.raises(ValidationError, match="baru saja disatukan"):
        check(old_copy, people, shows_number=True)


# --- What becomes of it -------------------------------------------------------------------------------------


def test_what_was_typed_is_kept_and_the_number_leads_to_the_record(people):
    record = make_participant(**SAME, phone="+6281200001111")
    waiting = make_waiting(**SAME, phone="+6281200002222", email="siti@contoh.example", availability=5)
    Business.objects.create(participant=waiting, standing="running", trade="gorengan", name="Gorengan Siti")

    check(waiting, people, shows_number=True)

    joined = JoinedRegistration.objects.get()
    assert (joined.number, joined.participant, joined.former_id) == (waiting.registration_number, record, waiting.pk)
    assert joined.joined_by == people.officer
    assert joined.typed == {
        "name": "Siti Kenanga",
        "birth_on": "1990-05-10",
        "sex": "L",
        "phone": "+6281200002222",
        "email": "siti@contoh.example",
        "street": "Jalan Anggrek 1",
        "rt": "",
        "rw": "",
        "kelurahan_id": TOMANG,
        "availability": 5,
        "cannot_whole_day": False,
        "trade": "gorengan",
        "business_name": "Gorengan Siti",
    }
    assert list(Participant.objects.with_number(waiting.registration_number)) == [record]
    record.refresh_from_db()
    assert (record.phone, record.email) == ("+6281200001111", "")
    assert record.business.trade == "gorengan"  # it had none
    assert AccessLog.objects.filter(subject_id=record.pk, act="change").exists()


@pytest.mark.parametrize("shows_number", [True, False])
def test_consents_go_over_with_the_number_only(people, shows_number):
    record, waiting = make_participant(**SAME), make_waiting(**SAME)
    make_consent(waiting)

    check(waiting, people, shows_number=shows_number)

    assert record.consents.count() == shows_number


def test_its_count_is_taken_back_and_a_recount_agrees(people):
    make_waiting(**SAME)
    check(make_waiting(**SAME), people, shows_number=True)
    before = sum(Tally.objects.filter(stage=Tally.REGISTERED).values_list("people", flat=True))

    check(Participant.objects.get(holds_nik=False), people, shows_number=True)

    after = sum(Tally.objects.filter(stage=Tally.REGISTERED).values_list("people", flat=True))
    assert (before, after, Participant.objects.count()) == (2, 1, 1)
    assert (journeys.tally_differences(), list(journeys.differences())) == ({}, [])


def test_its_receipt_stays(people):
    make_participant(**SAME)
    waiting = make_waiting(**SAME)
    draft = RegistrationDraft(participant=waiting)
    draft.answers = {"number": waiting.registration_number}
    draft.save()

    check(waiting, people, shows_number=True)

    draft.refresh_from_db()
    assert (draft.participant, draft.answers) == (None, {"number": waiting.registration_number})


def test_a_join_that_fails_on_its_way_changes_nothing(people, broken):
    record, waiting = make_participant(**SAME), make_waiting(**SAME, user=people.owner)
    broken(notices, "notify_participant")

    with pytest.raises(Broken):
        check(waiting, people, shows_number=True)

    record.refresh_from_db()
    assert (record.user, Participant.objects.count()) == (None, 2)
    assert (
        JoinedRegistration.objects.count(),
        journeys.tally_differences()[next(iter(journeys.tally_differences()))],
    ) == (0, 1)


def test_every_kind_of_row_about_a_person_has_its_way():
    """For each new kind somebody decides: it goes over to the record, or it is named in joining.py."""
    go_over = {
        "bazaars.stallapplication",  # none: waits for the card
        "bazaars.stallsale",
        "calls.notice",
        "contacts.contact",
        "capital.capitalapplication",
        "consents.consent",
        "door.standby",
        "employment.workercount",  # none: asked after the card was checked
        "finances.monthlystatement",
        "mentoring.mentorassignment",
        "mentoring.mentoringnote",
        "mentoring.mentorquestion",
        "people.business",
        "people.joinedregistration",
        "agency_trainings.agencyattendance",
        "agency_trainings.oldclaim",
        "permits.licence",
        "registration.registrationdraft",
        "rights.rightsrequest",
    }

    found = {relation.related_model._meta.label_lower for relation in Participant._meta.related_objects}

    assert found == go_over | joining.STAY | joining.BY_APPS
