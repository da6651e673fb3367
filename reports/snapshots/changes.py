"""What was reported and what is known now of the same day: the differences in words, and what caused them. Pure."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from okoce.formats import angka

REGISTERED = "terdaftar"
LATE, WITHDRAWN, MERGED, MOVED = "late", "withdrawn", "merged", "moved"
WHY = {
    LATE: "data terlambat",
    WITHDRAWN: "dibatalkan",
    MERGED: "data dobel disatukan",
    MOVED: "pindah kecamatan",
}


@dataclass(frozen=True)
class Event:
    """A stage gained (+1) or lost (-1) of somebody, learnt after a report and of a day that the report counts."""

    person: int
    stage: str
    kecamatan: str
    worth: int
    happened_on: date
    known_at: datetime


@dataclass(frozen=True)
class Change:
    """What these events come to for one person, stage and kecamatan."""

    person: int
    stage: str
    kecamatan: str
    people: int
    why: str
    happened_on: date
    known_at: datetime


def net(events, merged_into):
    """Return [Change] of events in their order; what cancels out is left out.

    `merged_into`: {person: the record they became part of since the report}.
    """
    of_person = defaultdict(lambda: defaultdict(list))
    for event in events:
        of_person[merged_into.get(event.person, event.person), event.stage][event.kecamatan].append(event)
    merged, found = set(merged_into.values()), []
    for (person, stage), by_kecamatan in of_person.items():
        sums = {code: sum(event.worth for event in rows) for code, rows in by_kecamatan.items()}
        why = _why(sum(sums.values()), person in merged)
        found += [
            Change(
                person, stage, code, people, why, by_kecamatan[code][-1].happened_on, by_kecamatan[code][-1].known_at
            )
            for code, people in sums.items()
            if people
        ]
    return found


def _why(total, was_merged):
    if total > 0:
        return LATE
    if total == 0:
        return MOVED
    return MERGED if was_merged else WITHDRAWN


def causes(found):
    """Return {(kecamatan, stage): Counter of people by cause}; those who moved are counted with their sign."""
    answer = defaultdict(Counter)
    for change in found:
        answer[change.kecamatan, change.stage][change.why] += (
            change.people if change.why == MOVED else abs(change.people)
        )
    return answer


def words(reported, now, why):
    """Return "dilaporkan 512, kini 519: 7 data terlambat"."""
    caused = cause_words(why)
    return f"dilaporkan {angka(reported)}, kini {angka(now)}" + (f": {caused}" if caused else "")


def cause_words(why):
    """Return "7 data terlambat, 2 data dobel disatukan"; empty where no cause is known."""
    return ", ".join(f"{angka(abs(why[cause]))} {text}" for cause, text in WHY.items() if why.get(cause))


def row(stage, name, reported, now, why):
    """Return one difference as it is frozen."""
    counted = {cause: why.get(cause, 0) for cause in WHY}
    about = {"stage": stage, "name": name, "reported": reported, "now": now}
    return about | counted | {"words": words(reported, now, why)}
