"""Find people by what is typed into the one search box: a number, the end of a phone, a kelurahan, parts of a name."""

import re
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Right

from okoce import name_keys
from okoce.name_columns import named
from okoce.regions import places
from okoce.typed_text import tidy
from participants.cleaning import phones, registration_numbers
from participants.people import name_words

FEW = 3  # with fewer found, words are taken for mistyped
_PHONE_END = re.compile(r"[^0-9A-Za-z]*([0-9]{4,9})")
INDEXED_END = 4  # digits, of the index people_by_phone_end


def find(people, typed):
    """Return those among `people` that fit: exactly by a number, else by every word, of a name or a kelurahan."""
    digits = tidy(typed).replace(" ", "").replace(".", "").replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == 16:
        return people.with_nik(digits)
    if number := registration_numbers.parse(typed):
        return people.with_number(number)
    if (phone := phones.clean(typed)).is_ok:
        return people.filter(phone=phone.value)
    if end := _PHONE_END.fullmatch(digits):
        return _with_phone_end(people, end[1])
    return _with_words(people, typed.split())


def find_similar(people, typed):
    """Return those among `people` whose names hold words that differ by a letter or two; none for a number."""
    words = name_keys.key(typed).split()
    if not words or any(character.isdigit() for character in typed):
        return people.none()
    near = [name_words.near(word) for word in words]
    if not any(near):
        return people.none()
    for word, others in zip(words, near, strict=True):
        people = people.filter(reduce(or_, [named(each) for each in (word, *others)]))
    return people


def _with_phone_end(people, end):
    last = people.alias(phone_end=Right("phone", INDEXED_END)).filter(phone_end=end[-INDEXED_END:])
    return last.filter(phone__endswith=end)


def _with_words(people, words):
    """Each word stands in the name; or the first or last of them name a kelurahan, and the rest stands in the name."""
    in_name = _in_name(words)
    in_places = [
        Q(kelurahan__in=codes) & rest if (rest := _in_name(others)) else Q(kelurahan__in=codes)
        for codes, others in _places_in(words)
    ]
    conditions = [each for each in (in_name, *in_places) if each]
    return people.filter(reduce(or_, conditions)) if conditions else people.none()


def _in_name(words):
    """The condition that a name, or a registration number, holds each of these words; None without a letter."""
    conditions = [is_named | Q(registration_number=word.upper()) for word in words if (is_named := named(word))]
    return Q(*conditions) if conditions else None


def _places_in(words):
    """(codes of the kelurahan that some of these words name, the other words), the longest names first."""
    for size in range(len(words), 0, -1):
        for start in {0, len(words) - size}:
            if codes := places.kelurahan_called(" ".join(words[start : start + size])):
                yield codes, words[:start] + words[start + size :]
