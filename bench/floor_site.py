"""People, sessions and requests of the floor, the same jobs as in portal.py."""

import datetime as dt
import itertools
from urllib.parse import urlencode

from django.core import signing

from bench.client import InTurn, Request
from bench.portal import CSRF, KELURAHAN, TRADE


class FloorGround:
    def __init__(self, databases, people, secret):
        self.databases = databases
        self._numbers = itertools.count()
        values = ",".join(
            f"('Siti Kenanga','{number:016d}','1990-05-10','L','+6281200000000','{KELURAHAN}','Jalan Anggrek 1',true)"
            for number in range(1, people + 1)
        )
        databases.on_floor(
            f"INSERT INTO person (name, nik, birth_on, sex, phone, kelurahan, street, consent) VALUES {values}"  # noqa: S608
        )
        first = databases.on_floor("SELECT min(id) FROM person")[0][0]
        self.cookies = [_signed_session({"person": first + number}, secret) for number in range(people)]

    def make_sessions(self, count, capacity):
        rows = ",".join(f"('Sesi ukur {number + 1}','Balai Warga',{capacity})" for number in range(count))
        made = self.databases.on_floor(f"INSERT INTO session (title, venue, capacity) VALUES {rows} RETURNING id")  # noqa: S608
        return [row[0] for row in made]

    def is_sold_out(self, sessions):
        numbers = ",".join(map(str, sessions))
        found = self.databases.on_floor(
            f"SELECT count(*), count(DISTINCT person_id) FROM seat WHERE session_id IN ({numbers}) GROUP BY session_id"  # noqa: S608
        )
        return found == [(100, 100)] * len(sessions)

    def reading(self, session):
        return Request(f"/sesi/{session}/")

    def booking(self, number, session):
        cookie = f"sessionid={self.cookies[number % len(self.cookies)]}"
        body = f"csrfmiddlewaretoken={CSRF}".encode()
        return Request(f"/sesi/{session}/pesan/", _headers(cookie), body, 302, "/kursi/")

    def registrations(self, count):
        return [self._registration(next(self._numbers)) for _ in range(count)]

    def showing_and_booking(self, number, session):
        return InTurn((self.reading(session), self.booking(number, session)))

    def new_fields(self):
        return self._fields(next(self._numbers))

    def _registration(self, number):
        typed = {"csrfmiddlewaretoken": CSRF} | self._fields(number)
        return Request("/daftar/", _headers(""), urlencode(typed).encode(), 302, r"/terdaftar/\d")

    def _fields(self, number):
        return {
            "name": "Siti Kenanga",
            "nik": f"{3173020000000000 + number}",
            "birth_on": (dt.date(1971, 1, 1) + dt.timedelta(days=number // 900)).isoformat(),
            "sex": "L",
            "phone": f"+62812000{number % 10_000:05d}",
            "kelurahan": KELURAHAN,
            "street": "Jalan Anggrek 1",
            "trade": TRADE,
            "consent": "on",
        }


def _headers(cookie):
    return (("Cookie", f"csrftoken={CSRF}; {cookie}"), ("Content-Type", "application/x-www-form-urlencoded"))


def _signed_session(params, secret):
    """As the floor's session engine signs it."""
    return signing.dumps(params, key=secret, salt="django.contrib.sessions.backends.signed_cookies", compress=True)
