"""Over random histories: one record adds up, and undoing leaves every row as it was before."""

import pytest
from django.apps import apps
from django.db.models import Sum

from participants.journey.actions import journeys
from participants.journey.models import StageEvent, Tally, TallySum
from participants.merges import rules, snapshots
from participants.merges.actions import merging, undoing
from participants.people.models import Participant
from tests.factories.merges import make_history, make_merge, make_twins
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

# Appended, or said and done: what they add up to is compared below.
TRAILS = {
    "accounts.accesslog",
    "accounts.roleassignment",
    "accounts.user",
    "calls.notice",
    "calls.topic",
    "calls.topicchange",
    "jobs.job",
    "journey.stageevent",
    "journey.tally",
    "journey.tallyledger",
    "journey.tallysum",
    "merges.merge",
    "notifications.delivery",
    "notifications.message",
}


def everything():
    """{model: its rows} of the whole database, and what the trails add up to."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if model._meta.managed and label not in TRAILS and not hasattr(model, "instance_type"):
            rows = {row.pk: snapshots.plain(row) for row in model._base_manager.order_by("pk")}
            if model is Participant:
                marks = Participant.objects.values_list("pk", "is_checked", "stopped_after", "stopped_on", "name_key")
                rows = {**rows, "marks": sorted(marks)}
            found[label] = rows
    found["standings"] = list(journeys.StageStanding.objects.order_by("pk").values_list())
    return found | {"tallies": tallies(), "events": events()}


def tallies():
    rows = Tally.objects.order_by().values_list("programme_year", "kelurahan", "stage", "day")
    return {tuple(key): people for *key, people in rows.annotate(sum=Sum("people")) if people}


def events():
    held = {}
    for person, stage, kind, day, kelurahan in StageEvent.objects.values_list(
        "participant_id", "stage", "kind", "happened_on", "kelurahan_id"
    ):
        key = person, stage, day, kelurahan
        held[key] = held.get(key, 0) + (1 if kind == StageEvent.Kind.GAINED else -1)
    return {key: count for key, count in held.items() if count}


def adds_up():
    return list(journeys.differences()) == [] and journeys.tally_differences() == {}


@pytest.mark.parametrize("seed", range(6))
def test_merged_records_add_up_and_undoing_leaves_everything_as_it_was(seed):
    older, newer = make_twins()
    make_history([older, newer], seed=seed)
    keep, duplicate = (older, newer) if seed % 2 else (newer, older)
    before, people = everything(), Participant.objects.count()
    assert adds_up()

    merge = merging.confirm(make_merge(keep, duplicate), by=make_user("officer"))

    assert adds_up()
    assert Participant.objects.count() == people - 1
    assert not TallySum.objects.exists()
    assert Participant.objects.with_number(duplicate.registration_number).get() == keep

    undoing.undo(merge, by=make_user("staff"), reason="Ternyata dua orang")

    assert adds_up()
    assert changed(before, everything()) == {}


def changed(before, after):
    return {label: (before.get(label), after.get(label)) for label in after if before.get(label) != after.get(label)}


def test_every_model_that_points_to_a_person_has_a_rule():
    found = {model._meta.label_lower for model, _ in snapshots.relations(Participant)}

    assert rules.unruled() == []
    assert found == KNOWN


# A new model that points to a person belongs here once it is known what becomes of its rows.
KNOWN = {
    "agency_trainings.agencyattendance",
    "agency_trainings.oldclaim",
    "certificates.certificate",
    "door.standby",
    "invitations.invitation",
    "placements.placement",
    "planner.leftout",
    "bazaars.stallapplication",
    "bazaars.stallsale",
    "calls.notice",
    "returned_cards.cardreturn",
    "rights.rightsrequest",
    "capital.capitalapplication",
    "claims.cardaccount",
    "claims.claimcode",
    "consents.consent",
    "consents.noticereading",
    "contacts.contact",
    "corrections.correction",
    "employment.workercount",
    "finances.monthlystatement",
    "identity_checks.identitycheck",
    "journey.stageevent",
    "journey.stagestanding",
    "mentoring.mentorassignment",
    "mentoring.mentoringnote",
    "mentoring.mentorquestion",
    "merges.merge",
    "moves.move",
    "rules.ruleeffect",
    "people.business",
    "people.joinedregistration",
    "people.residence",
    "permits.licence",
    "registration.registrationdraft",
    "seats.seat",
    "twins.twincandidate",
}
