"""Which two records are likely one person: pairs found by blocks and scored with named reasons. Pure.

Pairs are looked for among people of one birth date, of one phone, and of one way of sounding in one kelurahan; never
among everybody. A number that was typed wrongly is compared only once a pair was found otherwise: numbers lie sealed,
and no block is made of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from participants.cleaning import slips
from participants.twins.name_sounds import sounds

LIKELY = 70  # points from which two records are shown to an officer
MOST_IN_BLOCK = 300  # of one birth date or phone; larger blocks are of invented dates, and are cut by the sound
_SHORT = 8  # letters up to which one slip is as much as a name bears


class Reason(StrEnum):
    """What agrees between two records, or differs. Kept by name: never what stands in them."""

    NAME = "name"
    SOUND = "sound"
    SWAPPED = "swapped"
    CLOSE = "close"
    GIVEN = "given"
    BIRTH = "birth"
    BIRTH_CLOSE = "birth_close"
    PHONE = "phone"
    KELURAHAN = "kelurahan"
    NIK_CLOSE = "nik_close"


POINTS = {
    Reason.NAME: 40,
    Reason.SOUND: 40,
    Reason.SWAPPED: 40,
    Reason.CLOSE: 32,
    Reason.GIVEN: 20,
    Reason.BIRTH: 30,
    Reason.BIRTH_CLOSE: 12,
    Reason.PHONE: 20,
    Reason.KELURAHAN: 12,
    Reason.NIK_CLOSE: 30,
}
_OTHER_BIRTH = -25
_MOST_FROM_NIK = POINTS[Reason.NIK_CLOSE]


class Person(NamedTuple):
    pk: int
    written: str
    words: tuple[str, ...]  # as they sound, without titles
    plain: str
    in_order: str  # the same words by the alphabet
    birth_on: dt.date
    sex: str
    phone: str
    kelurahan: str


class Pair(NamedTuple):
    one: int  # the smaller key
    other: int
    score: int
    reasons: tuple[Reason, ...]


def person(pk, name_key, birth_on, sex, phone, kelurahan):
    """Return somebody as they are compared; `name_key` is that of okoce.name_keys."""
    words = sounds(name_key)
    return Person(pk, name_key, words, "".join(words), "".join(sorted(words)), birth_on, sex, phone, kelurahan)


def pairs(blocks: Iterable[list[Person]], nik_of: Callable[[int], str], *, about=None) -> Iterator[Pair]:
    """Yield each likely pair once. `nik_of(pk)` is asked only of people who already look alike.

    `about`: only pairs with one of these keys.
    """
    seen = set()
    for block in blocks:
        for one, other in combinations(block, 2):
            if about is not None and one.pk not in about and other.pk not in about:
                continue
            found = judge(one, other, nik_of)
            if found and (found.one, found.other) not in seen:
                seen.add((found.one, found.other))
                yield found


def judge(one: Person, other: Person, nik_of: Callable[[int], str]) -> Pair | None:
    """Return the pair with its points and reasons, or None where the two are hardly one person."""
    if one.sex != other.sex or one.pk == other.pk:
        return None
    reasons = [reason for reason in (_names(one, other), _births(one.birth_on, other.birth_on)) if reason]
    if one.phone == other.phone:
        reasons.append(Reason.PHONE)
    if one.kelurahan == other.kelurahan:
        reasons.append(Reason.KELURAHAN)
    if not _NAMES.intersection(reasons):
        return None
    score = sum(POINTS[reason] for reason in reasons) + (0 if _BIRTHS.intersection(reasons) else _OTHER_BIRTH)
    if score + _MOST_FROM_NIK < LIKELY:
        return None
    if is_slip(nik_of(one.pk), nik_of(other.pk)):
        reasons.append(Reason.NIK_CLOSE)
        score += POINTS[Reason.NIK_CLOSE]
    if score < LIKELY:
        return None
    return Pair(min(one.pk, other.pk), max(one.pk, other.pk), score, tuple(reasons))


def by_birth_date(people: Iterable[Person]) -> Iterator[list[Person]]:
    """Yield blocks of people who were born on one day, in any order of `people`."""
    yield from _blocks(people, lambda each: each.birth_on)


def by_phone(people: Iterable[Person]) -> Iterator[list[Person]]:
    yield from _blocks(people, lambda each: each.phone)


def by_sound(people: Iterable[Person]) -> Iterator[list[Person]]:
    """Yield blocks of people of one kelurahan whose names sound the same, for birth dates typed wrongly."""
    yield from _blocks(people, lambda each: (each.kelurahan, each.in_order))


def is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by one digit, or by two neighbours in each other's place."""
    return one != other and len(one) == len(other) and slips.between(one, other, at_most=1) <= 1


_NAMES = frozenset((Reason.NAME, Reason.SOUND, Reason.SWAPPED, Reason.CLOSE, Reason.GIVEN))
_BIRTHS = frozenset((Reason.BIRTH, Reason.BIRTH_CLOSE))


def _names(one, other):
    if one.plain == other.plain:
        return Reason.NAME if one.written == other.written else Reason.SOUND
    if one.in_order == other.in_order:
        return Reason.SWAPPED
    borne = 1 if min(len(one.plain), len(other.plain)) <= _SHORT else 2
    for mine, theirs in ((one.plain, other.plain), (one.in_order, other.in_order)):
        if slips.between(mine, theirs, at_most=borne) <= borne:
            return Reason.CLOSE
    return Reason.GIVEN if one.words[:1] == other.words[:1] else None


def _births(one, other):
    if one == other:
        return Reason.BIRTH
    is_turned = (one.year, one.day, one.month) == (other.year, other.month, other.day)
    return Reason.BIRTH_CLOSE if is_turned or is_slip(one.isoformat(), other.isoformat()) else None


def _blocks(people, key_of):
    found = defaultdict(list)
    for each in people:
        found[key_of(each)].append(each)
    for block in found.values():
        if len(block) <= MOST_IN_BLOCK:
            if len(block) > 1:
                yield block
            continue
        finer = defaultdict(list)
        for each in block:
            for word in set(each.words):
                finer[word].append(each)
        yield from (some for some in finer.values() if 1 < len(some))
