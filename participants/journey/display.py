"""The path of one person, read from the register for those who may see it."""

from django.conf import settings
from django.utils.module_loading import import_string

from okoce.formats import tanggal
from okoce.programme import memory
from okoce.regions import places
from participants.journey import evidence_rows
from participants.journey.actions import journeys
from participants.journey.models import StageEvent
from participants.journey.next_steps import Situation, path

# Evidence is only worded for those who may see rows like it; owner and mentor see all. What a loan came to is shown
# on its own page only, for a reason.
_SEEN_WITH = {
    "identitycheck": "identity_checks.view_identitycheck",
    "attendance": "seats.view_seat",
    "mentoringnote": "mentoring.view_mentoringnote",
    "licence": "permits.view_licence",
    "stallsale": "bazaars.view_stallsale",
    "monthlystatement": "finances.view_monthlystatement",
}


PRESENT = {"lost_stage": StageEvent.objects.filter(kind=StageEvent.Kind.LOST)}
VIEW_EVIDENCE = "journey.view_evidence"  # evidence of every kind: the mentor


def steps_of(participant, *, seen_by=None, present=None):
    """Steps for parts/_path.html. `seen_by` is a member of staff; without it everything is worded, for the owner.

    `present` are the kinds of rows there are of the person, where that was asked.
    """
    year = memory.year_of(participant.programme_year_id)
    standings = {standing.stage: standing for standing in participant.standings.all()}
    is_whole = len(standings) == len(year.ordered_stages)
    has_lost = not is_whole and (present is None or "lost_stage" in present)
    seen = evidence_rows.of_people([participant.pk])
    proofs = {standing.evidence for standing in standings.values()}
    words = evidence_rows.words(row for row in seen if row.ref in proofs)
    return path(
        Situation(
            policy=journeys.policy_of(year),
            reached=standings,
            facts=evidence_rows.facts(seen)[participant.pk],
            words={ref: text for ref, text in words.items() if may_read(seen_by, participant, ref)},
            lost=_lost(participant) if has_lost else {},
            names={row.stage: row.name for row in year.ordered_stages},
            modules={code: name for code, name, _ in year.ordered_modules},
            kecamatan=places.named(participant.kecamatan_id),
            mentor=participant.mentor.name if participant.mentor else "",
            is_waiting=participant.is_waiting,
        ),
        with_todo=seen_by is None or participant.allows(seen_by, "mentoring.add_mentoringnote"),
    )


def _lost(participant):
    """{stage: when it was last lost, and why}."""
    losses = participant.stage_events.filter(kind=StageEvent.Kind.LOST).order_by("id")
    rows = losses.values_list("stage", "known_at", "reason")
    return {stage: f"{tanggal(known_at)}: {reason}" for stage, known_at, reason in rows}


def timeline_of(participant, *, seen_by):
    """What happened to the stages, the latest day first, for parts/_timeline.html."""
    year = memory.year_of(participant.programme_year_id)
    names = {row.stage: row.name for row in year.ordered_stages}
    events = list(participant.stage_events.order_by("-happened_on", "-id")[:50])
    words = journeys.words(event.evidence for event in events)
    return [
        {
            "when": tanggal(event.happened_on),
            "title": f"{names.get(event.stage, event.get_stage_display())} {event.get_kind_display()}",
            "text": event.reason
            or (words.get(event.evidence) if may_read(seen_by, participant, event.evidence) else ""),
            "state": "done" if event.kind == event.Kind.GAINED else "lost",
        }
        for event in events
    ]


def panels_of(participant, present):
    """What other apps add to the page, by settings.JOURNEY_PANELS; `present` are the kinds of rows there are."""
    panels = (import_string(name)(participant, present) for name in settings.JOURNEY_PANELS)
    return [panel for panel in panels if panel]


def mentee_panels(participant):
    """What other apps add to the mentor's page of somebody, by settings.MENTEE_PANELS."""
    return [import_string(name)(participant) for name in settings.MENTEE_PANELS]


def person_panels(participant, *, user):
    """What other apps add to the page that staff open, by settings.PERSON_PANELS; each says what this user may see."""
    panels = (import_string(name)(participant, user=user) for name in settings.PERSON_PANELS)
    return [panel for panel in panels if panel]


def may_read(user, participant, ref):
    if user is None or participant.allows(user, VIEW_EVIDENCE):
        return True
    permission = _SEEN_WITH.get(ref.partition(":")[0])
    return permission is not None and participant.allows(user, permission)
