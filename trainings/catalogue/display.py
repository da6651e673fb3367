"""A session as its card in the public list shows it: words and figures, read already."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string

from okoce.regions import places


class Card(NamedTuple):
    pk: int
    title: str
    times: tuple
    place: str
    modules: str
    left: int
    capacity: int
    taken: int
    waiting: int
    is_shared: bool
    state: str
    is_bookable: bool
    is_bookable_for_mentees: bool


def card(session, contents, *, seats=(), books_for_mentees=False):
    """The card drawn. `contents` are its `memory.Contents`, `seats` those of the reader's people.

    `books_for_mentees` for a mentor.
    """
    shown = Card(
        session.pk,
        session.title,
        contents.times,
        f"{session.venue}, {places.line(session.kecamatan_id)}",
        contents.module_names,
        session.seats_left,
        session.capacity,
        session.seats_taken,
        session.waiting if session.is_full else 0,  # only then is it said, and counted
        session.is_shared,
        session.seats_state,
        session.is_bookable,
        session.is_bookable and books_for_mentees,
    )
    return _drawn(shown, seats) if seats else _for_everybody(shown)


def _drawn(shown, seats=()):
    return render_to_string("trainings/catalogue/card.html", {"session": shown, "own_seats": seats})


# Twelve cards take half of the page's time, and the same words make the same card. What is of one reader is not kept.
_for_everybody = lru_cache(maxsize=512)(_drawn)
