"""The pages of a meeting in their order: the agenda, one kecamatan a page, the steps, the actions."""

from typing import NamedTuple

from django.urls import reverse

from reports.meetings import freezing, queries
from reports.meetings.agenda import Agenda, Place
from reports.meetings.models import Action
from reports.meetings.models.meetings import area_of, hides_small
from reports.meetings.readings import Reading, readings

MOST_PLACES = 12
MOST_ACTIONS = 300
STEPS, ACTIONS = "langkah", "tindakan"


class Page(NamedTuple):
    key: str
    title: str
    url: str


class Row(NamedTuple):
    """A kecamatan of the agenda with the newest of its actions, if there is one."""

    place: Place
    reading: Reading | None
    url: str


class Deck:
    """A meeting as somebody sees it: the figures of their area, and the actions it looks back on."""

    def __init__(self, meeting, user):
        self.meeting = meeting
        year = freezing.year_of(meeting)
        self.hides = hides_small(user)
        figures = freezing.figures_of(meeting)
        self.agenda = Agenda(figures, tuple(year.ordered_stages), area_of(user), self.hides)
        actions = queries.looked_at(meeting, self.agenda.since, Action.objects.visible_to(user))
        self.readings = readings(list(actions[:MOST_ACTIONS]), hides=self.hides)
        self.earlier = [each for each in self.readings if each.action.meeting_id != meeting.pk]
        self.decided = [each for each in self.readings if each.action.meeting_id == meeting.pk]
        self.places = self._places()
        self.pages = self._pages()

    @property
    def overdue(self):
        return [each for each in self.earlier if each.is_overdue]

    @property
    def ownerless(self):
        return [each for each in self.readings if each.is_ownerless]

    @property
    def obstacles(self):
        return queries.named_most([each.action for each in self.readings if each.is_open])

    @property
    def rows(self):
        """[Row] of the agenda, in its order."""
        newest = {}
        for reading in self.readings:
            known = newest.get(reading.action.kecamatan_id)
            if known is None or known.action.pk < reading.action.pk:
                newest[reading.action.kecamatan_id] = reading
        return [Row(place, newest.get(place.code), self._url("place", place.code)) for place in self.places]

    def _places(self):
        """The furthest behind, then those where something is overdue or without owner."""
        found = {place.code: place for place in self.agenda.furthest}
        for reading in [*self.overdue, *self.ownerless]:
            code = reading.action.kecamatan_id
            if code not in found and len(found) < MOST_PLACES:
                found[code] = self.agenda.place(code)
        return list(found.values())

    def _pages(self):
        pages = [Page("", "Agenda", self._url("screen"))]
        pages += [Page(place.code, place.name, self._url("place", place.code)) for place in self.places]
        pages.append(Page(STEPS, "Langkah dan hambatan", self._url("steps")))
        pages.append(Page(ACTIONS, "Tindakan", self._url("actions")))
        return pages

    def _url(self, name, *args):
        return reverse(f"reports:meetings-{name}", args=[self.meeting.pk, *args])

    def around(self, key):
        """Return {"number", "count", "previous", "next"} of a page; a kecamatan off the agenda leads back to it."""
        keys = [page.key for page in self.pages]
        if key not in keys:
            return {"number": None, "count": len(keys), "previous": self.pages[0], "next": self.pages[1]}
        at = keys.index(key)
        return {
            "number": at + 1,
            "count": len(keys),
            "previous": self.pages[at - 1] if at else None,
            "next": self.pages[at + 1] if at + 1 < len(keys) else None,
        }
