"""What is measured: the same job done by the portal and by the floor, each made of requests that can be made once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bench import walks

SESSIONS, WIDE = 16, 30_000
MODULES = "ABCDEFGH"  # taught in turn by the sessions that are booked over and over


@dataclass(frozen=True)
class Journey:
    key: str
    name: str
    clients: int
    count: int  # requests of the portal a round
    floor_count: int  # more of them, since each is short and the kernel counts hundredths of a second
    portal: Callable  # count → requests
    floor: Callable
    must: float | None = None
    goal: float | None = None


def all_journeys(portal, floor, make_sessions, etag_of):
    """`portal` and `floor` are the prepared grounds; `etag_of(path)` asks the running portal."""
    sessions = make_sessions(SESSIONS, WIDE, first_day=0, modules=MODULES)
    floor_sessions = floor.make_sessions(SESSIONS, WIDE)
    walked = make_sessions(SESSIONS, WIDE, first_day=SESSIONS, modules=["L"])
    seat = Pairs(portal.seat_for, walked, len(portal.people), each=1)
    floor_seat = Pairs(floor.showing_and_booking, floor.make_sessions(SESSIONS, WIDE), len(floor.cookies))
    registered = partial(walks.floor_registrations, floor)
    book = Pairs(portal.booking, sessions, len(portal.people), each=len(MODULES))
    floor_book = Pairs(floor.booking, floor_sessions, len(floor.cookies))

    def page(key, name, request, *, count=60, goal):
        return Journey(
            key,
            name,
            8,
            count,
            800,
            lambda number: [request] * number,
            lambda number: [floor.reading(floor_sessions[0])] * number,
            goal=goal,
        )

    def unmoved(number):
        left = 60 - time.time() % 60
        time.sleep(left if left < 10 else 0)  # with the minute the page is another one
        seen = (("If-None-Match", etag_of("/kemajuan/")),)
        return [portal.reading("/kemajuan/", headers=seen, status=304)] * number

    return [
        *(
            Journey(f"book-{clients}", "booking a seat", clients, count, 8 * count, book, floor_book, must=3, goal=2)
            for clients, count in ((1, 60), (8, 100), (32, 160))
        ),
        Journey(
            "register",
            "registration's last step",
            8,
            60,
            480,
            portal.registrations,
            floor.registrations,
        ),
        *(
            Journey(key, name, 4, count, 120, walk, floor_walk)
            for key, name, count, walk, floor_walk in (
                ("walk", "registration, first page to receipt", 12, partial(walks.registrations, portal), registered),
                ("desk-walk", "registration at the desk", 12, partial(walks.desk_registrations, portal), registered),
                ("seat-walk", "from the list of sessions to the seat", 24, partial(walks.bookings, seat), floor_seat),
            )
        ),
        page("sessions", "public list of sessions", portal.reading("/pelatihan/"), goal=8),
        page("progress", "public progress page", portal.reading("/kemajuan/"), count=30, goal=8),
        Journey(
            "progress-304",
            "progress page, nothing moved (304)",
            8,
            100,
            800,
            unmoved,
            lambda number: [floor.reading(floor_sessions[0])] * number,
            goal=3,
        ),
        page("journey", "one's own journey", portal.reading("/perjalanan/", user=portal.cookies[0]), goal=8),
        page("people", "officer's list of people", portal.reading("/peserta/", user=portal.officer), goal=8),
    ]


class Pairs:
    """Person and session, no pair twice: around the people, each time one session further.

    `each` is how many a person may book: no two of them teach the same module.
    """

    def __init__(self, booking, sessions, people, *, each=None):
        self.booking, self.sessions, self.people, self.used = booking, sessions, people, 0
        self.each = each or len(sessions)

    def __call__(self, count):
        numbers = range(self.used, self.used + count)
        self.used += count
        if self.used > self.people * self.each:
            raise RuntimeError("every person has booked all they may; take more people (--people)")
        return [
            self.booking(number, self.sessions[(number + number // self.people) % len(self.sessions)])
            for number in numbers
        ]


@dataclass(frozen=True)
class Rush:
    """`people` for `sessions` of 100 seats, so many at a time."""

    sessions: int
    people: int
    clients: int

    def requests(self, booking, sessions, *, goes_to):
        """Everybody once, spread over the sessions; late ones find theirs full."""
        made = [booking(number, sessions[number % len(sessions)]) for number in range(self.people)]
        return [replace(request, goes_to=goes_to) for request in made]
