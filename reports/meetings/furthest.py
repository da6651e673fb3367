"""Which five kecamatan are furthest behind, what was decided for them, and whether it helped: for the first page."""

from datetime import date
from typing import NamedTuple

from okoce.clock import today
from okoce.programme.models import FORTNIGHT
from reports.meetings import freezing
from reports.meetings.agenda import Agenda
from reports.meetings.deck import Row
from reports.meetings.models import Action
from reports.meetings.models.meetings import area_of, hides_small
from reports.meetings.readings import reading_of


class Standing(NamedTuple):
    """What an agenda of today says of an area: the same for all who see it alike, so that it may be kept.

    `people`: {code of a place: {stage: (people, whether that is hidden)}}.
    """

    places: tuple
    unranked: tuple
    stage_name: str
    on: date
    since: date
    people: dict


def standing_of(year, area, *, hides):
    """Return the Standing of an area today, since the last meeting."""
    on = today()
    figures = freezing.figures_at(year, on, freezing.last_figures_on(year) or on - FORTNIGHT)
    agenda = Agenda(figures, tuple(year.ordered_stages), area, hides)
    found, stages = tuple(agenda.furthest), [row.stage for row in agenda.stages]
    hidden = {stage: agenda.hidden_at(stage) for stage in stages}
    return Standing(
        found,
        tuple(place.name for place in agenda.places if place.is_hidden and place not in found),
        agenda.stage_name,
        agenda.on,
        agenda.since,
        {
            place.code: {stage: (figures["people"][place.code][stage], place.code in hidden[stage]) for stage in stages}
            for place in found
        },
    )


def furthest(user, year, standing):
    """Return {"rows": [Row], "unranked": names, "stage_name", "on", "since"} of a Standing for somebody.

    Unranked are kecamatan whose count is hidden. None for who sees no meetings.
    """
    if not standing or not area_of(user):
        return None
    actions = Action.objects.visible_to(user).filter(kecamatan__in=[place.code for place in standing.places])
    newest = {}
    for action in actions.filter(meeting__period__programme_year=year.pk).with_state().order_by("pk"):
        newest[action.kecamatan_id] = action
    hides = hides_small(user)
    read = {
        code: reading_of(action, *standing.people[code][action.indicator], hides=hides, on=standing.on)
        for code, action in newest.items()
    }
    return {
        "rows": [Row(place, read.get(place.code), "") for place in standing.places],
        "unranked": standing.unranked,
        "stage_name": standing.stage_name,
        "on": standing.on,
        "since": standing.since,
    }
