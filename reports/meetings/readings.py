"""What the figures say of actions: the measured change, and in what state each is. Nothing of it is typed."""

from dataclasses import dataclass
from datetime import date, datetime

from okoce.clock import today
from okoce.formats import angka, tanggal_pendek
from okoce.programme import memory
from okoce.regions import places
from okoce.regions.levels import Level
from okoce.small_counts import is_small
from reports.meetings.agenda import HIDDEN, signed
from reports.meetings.indicators import read
from reports.meetings.models import Action
from reports.published.counts import hidden_codes


@dataclass(frozen=True)
class Reading:
    """An action with what its figure says on a day."""

    action: Action
    value: int
    is_hidden: bool
    on: date
    known_at: datetime | None = None

    @property
    def change(self):
        return self.value - self.action.baseline

    @property
    def is_reached(self):
        return self.value >= self.action.goal

    @property
    def words(self):
        """+21 dari +40: what was measured of what was expected."""
        return HIDDEN if self.is_hidden else f"{signed(self.change)} dari +{angka(self.action.expected)}"

    @property
    def is_open(self):
        closing = self.action.closing_known(self.known_at)
        return not (closing and closing.is_standing)

    @property
    def is_overdue(self):
        return self.is_open and self.on > self.action.due_on

    @property
    def is_ownerless(self):
        return self.is_open and not self.action.has_owner

    @property
    def state(self):
        """(tone, word) of where the action stands: the most urgent word first."""
        closing = self.action.closing_known(self.known_at)
        if closing and closing.is_standing:
            return ("good", "berhasil") if closing.is_achieved else ("", "dihentikan")
        if self.is_overdue:
            return "bad", f"terlambat {angka((self.on - self.action.due_on).days)} hari"
        if not self.action.has_owner:
            return "bad", "tanpa pemilik"
        if closing and closing.is_proposed:
            return "wait", "usul ditutup"
        if closing and closing.is_reopened:
            return "bad", "dibuka lagi"
        return "wait", f"sampai {tanggal_pendek(self.action.due_on)}"


def values_on(actions, on=None):
    """Return {action's number: value of its figure}, as of a day. Two statements for each programme year."""
    return {pk: value for pk, (value, _) in _values(actions, on or today(), None, hides=False).items()}


def readings(actions, *, hides, on=None, known_at=None):
    """Return [Reading] in the order of `actions`, which `with_parts` has read; counts below five are hidden."""
    on = on or today()
    values = _values(actions, on, known_at, hides=hides)
    return [reading_of(action, *values[action.pk], hides=hides, on=on, known_at=known_at) for action in actions]


def reading_of(action, value, is_hidden, *, hides, on, known_at=None):
    """Return the Reading of one action; a count below five is hidden, and one that the baseline would tell."""
    is_few = hides and is_small(min(value, action.baseline))
    return Reading(action, value, is_few or is_hidden, on, known_at)


def _values(actions, on, known_at, *, hides):
    """{action's number: (value, whether it is hidden)}."""
    by_year = {}
    for action in actions:
        by_year.setdefault(action.meeting.period.programme_year_id, []).append(action)
    found = {}
    for pk, group in by_year.items():
        year = memory.year_of(pk)
        keys, day = {action.indicator for action in group}, min(on, year.ends_on)
        figures = read(keys, year, Level.KECAMATAN, day, known_at=known_at)
        hidden = {key: _hidden(counts) for key, counts in figures.items()} if hides else {}
        for action in group:
            code = action.kecamatan_id
            value = figures[action.indicator].get(code, 0)
            found[action.pk] = value, code in hidden.get(action.indicator, ())
    return found


def _hidden(counts):
    """Kecamatan that are hidden at a stage; nobody stands in one that is not named."""
    return hidden_codes({code: counts.get(code, 0) for code, _ in places.kecamatan()})
