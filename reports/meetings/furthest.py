"""Which five kecamatan are furthest behind, what was decided for them, and whether it helped: for the first page."""

from okoce.clock import today
from okoce.programme.models import FORTNIGHT
from reports.meetings import freezing
from reports.meetings.agenda import Agenda
from reports.meetings.deck import Row
from reports.meetings.models import Action
from reports.meetings.models.meetings import area_of, hides_small
from reports.meetings.readings import readings


def furthest(user, year, figures):
    """Return {"rows": [Row], "unranked": names, "stage_name", "on", "since"} of the area of a user.

    `figures` are those of `figures_of_today`. Unranked are kecamatan whose count is hidden. None for who sees no
    meetings.
    """
    area = area_of(user)
    if not figures or not area:
        return None
    agenda = Agenda(figures, tuple(year.ordered_stages), area, hides_small(user))
    places = agenda.furthest
    actions = Action.objects.visible_to(user).filter(kecamatan__in=[place.code for place in places])
    newest = {}
    for action in actions.filter(meeting__period__programme_year=year.pk).with_parts().order_by("pk"):
        newest[action.kecamatan_id] = action
    found = readings(list(newest.values()), hides=agenda.hides, people=figures["people"])
    read = {each.action.kecamatan_id: each for each in found}
    return {
        "rows": [Row(place, read.get(place.code), "") for place in places],
        "unranked": [place.name for place in agenda.places if place.is_hidden and place not in places],
        "stage_name": agenda.stage_name,
        "on": agenda.on,
        "since": agenda.since,
    }


def figures_of_today(year):
    """Return the figures of an agenda as of today, of all kecamatan, since the last meeting."""
    on = today()
    return freezing.figures_at(year, on, freezing.last_figures_on(year) or on - FORTNIGHT)
