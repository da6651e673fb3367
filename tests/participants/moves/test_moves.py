"""People move to another kecamatan, which accepts them: what they reached stays, and a wrong move is undone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.accounts.models import AccessLog, RoleAssignment
from okoce.clock import now, today
from okoce.notifications.models import Message
from okoce.regions.models import Region
from participants.calls.models import Notice
from participants.directory import actions as directory
from participants.mentoring.models import MentorAssignment
from participants.moves.actions import proposing, receiving
from participants.moves.models import Move
from participants.people import proposals, supervision, typed_values
from participants.people.models import Participant
from participants.privacy import own_data
from tests.factories.corrections import make_move, moved
from tests.factories.people import make_joined, make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, GROGOL, GROGOL_KELURAHAN, JATINEGARA, KEBON_JERUK, TOMANG
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def receiver(role="officer", region=KEBON_JERUK):
    return make_user(role, region=region)


def test_a_proposal_moves_nobody_and_reaches_the_officers_there():
    person, there, elsewhere = make_participant(), receiver(), receiver(region=CAKUNG)

    move = make_move(person)

    person.refresh_from_db()
    assert (person.kelurahan_id, move.state) == (TOMANG, Move.State.WAITING)
    assert set(Message.objects.filter(kind="move_proposed").values_list("user", flat=True)) == {there.pk}
    assert elsewhere.pk not in Message.objects.values_list("user", flat=True)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"to": GROGOL_KELURAHAN}, proposing.SAME_KECAMATAN),
        ({"days_ago": -1}, proposing.NOT_YET),
        ({"days_ago": 60 * 365}, proposing.TOO_EARLY),
    ],
)
def test_what_is_not_proposed(given, why):
    assert refusal(make_move, make_participant(), **given) == why


def test_a_proposal_needs_a_reason():
    home = Region.objects.get(pk=make_participant().kelurahan_id)
    given = {"kelurahan": home, "street": "x", "rt": "", "rw": "", "moved_on": today(), "reason": " "}

    assert refusal(proposing.propose, make_participant(), by=make_user("officer"), **given) == proposing.NO_REASON


def test_one_move_waits_at_a_time():
    person = make_participant()
    move = make_move(person)

    assert refusal(make_move, person, to=JATINEGARA) == proposing.UNDER_WAY
    move.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        move.save(force_insert=True)


def test_nobody_proposes_outside_their_area_or_about_themself():
    officer = make_user("officer")

    assert refusal(make_move, make_participant(kelurahan=JATINEGARA)) == supervision.OUTSIDE
    assert refusal(make_move, make_participant(user=officer), by=officer) == supervision.OWN


def test_people_ask_for_their_own_move_only():
    owner = make_user()
    given = {"kelurahan": Region.objects.get(pk=DURI_KEPA), "street": "Jalan 1", "rt": "", "rw": ""}
    given |= {"moved_on": today(), "reason": "Ikut suami", "by": owner}

    move = proposing.ask(make_participant(user=owner), **given)

    assert move.is_own
    assert refusal(proposing.ask, make_participant(), **given) == proposing.NOT_YOURS


def test_accepting_moves_the_person_with_address_and_log():
    person = make_participant(street="Jalan Lama 1")

    move = moved(person)

    person.refresh_from_db()
    assert (person.kelurahan_id, person.kecamatan_id, person.street) == (DURI_KEPA, KEBON_JERUK, "Jalan Pinang 9")
    assert move.address_before == {"street": "Jalan Lama 1", "rt": "", "rw": ""}
    assert list(person.residences.values_list("kelurahan", "since_on"))[-1] == (DURI_KEPA, today())
    assert AccessLog.objects.filter(subject_id=person.pk, act=AccessLog.Act.CHANGE, actor=move.decided_by).exists()


def test_the_old_side_loses_sight_and_the_new_side_sees():
    person, old, new = make_participant(), make_user("officer"), receiver()
    make_move(person, by=old)
    assert Participant.objects.supervised_by(old).filter(pk=person.pk).exists()

    receiving.accept(person.moves.get(), by=new)

    assert not Participant.objects.supervised_by(old).filter(pk=person.pk).exists()
    assert not Move.objects.visible_to(old).exists()
    assert Participant.objects.supervised_by(new).get() == person


@pytest.mark.parametrize(
    ("role", "region"), [("officer", GROGOL), ("officer", CAKUNG), ("staff", "31.75"), ("mentor", KEBON_JERUK)]
)
def test_only_the_receiving_side_accepts_and_refuses(role, region):
    move, user = make_move(make_participant()), make_user(role, region=region)

    assert refusal(receiving.accept, move, by=user) == receiving.ELSEWHERE
    assert refusal(receiving.refuse, move, by=user, answer="penuh sekali") == receiving.ELSEWHERE


@pytest.mark.parametrize(("role", "region"), [("officer", KEBON_JERUK), ("staff", "31.73"), ("province", "31")])
def test_who_accepts(role, region):
    move = make_move(make_participant())

    assert receiving.accept(move, by=make_user(role, region=region)).state == Move.State.ACCEPTED


def test_who_proposed_does_not_accept():
    staff = make_user("staff")
    move = make_move(make_participant(), by=staff)

    assert refusal(receiving.accept, move, by=staff) == receiving.OTHER_PERSON
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(decided_by=staff)


def test_nobody_accepts_themself():
    person, there = make_participant(), receiver()
    move = make_move(person)
    Participant.objects.filter(pk=person.pk).update(user=there)

    assert refusal(receiving.accept, move, by=there) == supervision.OWN


def test_an_address_that_changed_since_is_asked_for_again():
    person = make_participant()
    move = make_move(person)
    Participant.objects.filter(pk=person.pk).update(kelurahan=GROGOL_KELURAHAN)

    assert refusal(receiving.accept, move, by=receiver()) == receiving.STALE


def test_a_refusal_needs_words_and_reaches_the_old_side():
    officer = make_user("officer")
    move = make_move(make_participant(), by=officer)

    assert refusal(receiving.refuse, move, by=receiver(), answer=" ") == receiving.NO_REFUSAL
    receiving.refuse(move, by=receiver(), answer="Alamatnya tidak ada")

    assert "Alamatnya tidak ada" in Message.objects.get(kind="move_refused", user=officer).body
    assert refusal(receiving.accept, move, by=receiver()) == proposing.OVER


def test_only_the_proposer_withdraws():
    officer = make_user("officer")
    move = make_move(make_participant(), by=officer)

    assert refusal(proposing.withdraw, move, by=make_user("officer")) == proposing.NOT_YOUR_PROPOSAL
    assert proposing.withdraw(move, by=officer).state == Move.State.WITHDRAWN
    assert refusal(proposing.withdraw, move, by=officer) == proposing.OVER


def test_both_sides_the_mentor_and_the_person_are_notified():
    old, mentor = make_user("officer"), make_user("mentor")
    by_call, by_inbox = make_participant(mentor=mentor), make_participant(user=make_user())

    moved(by_call, by=old)
    moved(by_inbox, by=old)

    assert Message.objects.filter(kind="move_accepted", user=old).count() == 2
    assert Message.objects.filter(kind="mentee_moved", user=mentor).count() == 1
    assert Message.objects.filter(kind="move_accepted", user=by_inbox.user).count() == 1
    assert Notice.objects.get(kind="move_accepted", participant=by_call).state == Notice.State.OPEN


def test_a_mentor_of_the_old_kecamatan_ends_and_is_given_back_by_undoing():
    mentor = make_user("mentor")
    person = make_participant(mentor=mentor)

    move = moved(person)

    person.refresh_from_db()
    assert person.mentor is None
    assert MentorAssignment.objects.filter(participant=person).latest("pk").mentor is None
    receiving.undo(move, by=make_user("staff"), reason="salah orang")
    person.refresh_from_db()
    assert person.mentor == mentor


def test_a_mentor_who_works_there_too_stays():
    mentor = make_user("mentor")
    RoleAssignment.objects.create(user=mentor, role="mentor", region_id=KEBON_JERUK, starts_at=now() - dt.timedelta(1))
    person = make_participant(mentor=mentor)

    moved(person)

    person.refresh_from_db()
    assert person.mentor == mentor


def test_undoing_gives_no_mentor_back_who_stopped_or_was_replaced():
    stopped, replaced, other = make_user("mentor"), make_user("mentor"), make_user("mentor", region=KEBON_JERUK)
    first, second = make_participant(mentor=stopped), make_participant(mentor=replaced)
    moves = moved(first), moved(second)
    stopped.assignments.update(ends_at=now())
    Participant.objects.filter(pk=second.pk).update(mentor=other)

    for move in moves:
        receiving.undo(move, by=make_user("staff"), reason="salah orang")

    assert list(Participant.objects.order_by("pk").values_list("mentor", flat=True)) == [None, other.pk]


def test_undo_needs_a_reason_the_area_and_thirty_days(time_machine):
    move = moved(make_participant())
    staff = make_user("staff")

    assert refusal(receiving.undo, move, by=staff, reason=" ") == receiving.NO_REASON
    assert refusal(receiving.undo, move, by=receiver(), reason="keliru") == supervision.OUTSIDE
    assert refusal(receiving.undo, move, by=make_user("staff", region="31.75"), reason="x y z") == supervision.OUTSIDE
    time_machine.move_to(now() + dt.timedelta(days=30))
    assert refusal(receiving.undo, move, by=staff, reason="keliru") == receiving.UNDONE


def test_undo_is_refused_once_the_person_moved_on():
    person = make_participant()
    first = moved(person)
    there = make_user("officer", region=KEBON_JERUK)
    receiving.accept(make_move(person, to=JATINEGARA, by=there), by=make_user("officer", region=CAKUNG))
    back = make_user("officer", region=CAKUNG)
    staff = make_user("province")

    assert refusal(receiving.undo, first, by=staff, reason="keliru") == receiving.MOVED_ON
    receiving.accept(make_move(person, to=DURI_KEPA, by=back), by=there)
    assert refusal(receiving.undo, first, by=staff, reason="keliru") == receiving.MOVED_ON


def test_an_edit_never_leads_to_another_kecamatan():
    person, staff = make_participant(), make_user("staff")
    shown = {"phone": person.phone, "email": "", "street": person.street, "rt": "", "rw": ""}
    elsewhere, near = (Region.objects.get(pk=code) for code in (DURI_KEPA, GROGOL_KELURAHAN))

    words = refusal(directory.change_contact, person, by=staff, kelurahan=elsewhere, **shown)
    directory.change_contact(person, by=staff, kelurahan=near, **shown)

    assert words == directory.ELSEWHERE
    assert Participant.objects.get().kelurahan_id == GROGOL_KELURAHAN


def test_what_a_joined_registration_says_of_another_kecamatan_is_not_taken_over():
    person = make_participant()
    joined = make_joined(person, number="UJI-LAIN", **typed_values.of(person) | {"kelurahan_id": DURI_KEPA})

    [row] = typed_values.differences(joined.typed, person)
    taken = directory.take_over(joined, ["kelurahan_id"], by=make_user("staff"))

    assert "diusulkan" in row.refusal
    assert (taken, Participant.objects.get().kelurahan_id) == ([], TOMANG)


def test_the_copy_of_own_data_names_moves():
    person = make_participant(user=make_user())
    moved(person)

    assert own_data.export(person, by=person.user)["perpindahan"][0]["ke"] == "Duri Kepa, Kebon Jeruk"


def test_a_record_that_is_no_more_is_said():
    person = make_participant()
    move = make_move(person)
    Participant.objects.filter(pk=person.pk).delete()

    with pytest.raises(ValidationError) as refused:
        receiving.accept(move, by=receiver())
    assert refused.value.messages == [proposals.VANISHED]
