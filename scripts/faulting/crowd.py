"""Clients that read, book and ask for codes, and remember what the portal acknowledged."""

import itertools
import re
import threading
import time
from collections import Counter

from bench import client, portal

CLIENTS, PRESSING = 32, 3
PAUSE = 0.3  # seconds between the requests of a client: a full machine would hide what a fault adds


class Crowd:
    """Clients that go on until they are stopped; three may press one thing instead."""

    def __init__(self, ground, port, sessions, code_accounts):
        self.ground, self.port = ground, port
        self._pairs = ((person, session) for session in sessions for person in range(len(ground.people)))
        self._addresses = _open_accounts(code_accounts)  # each asks for one code
        self._turn, self._lock = itertools.count(), threading.Lock()
        self.booked, self.asked = [], []

    def next(self):
        """((kind, what is acknowledged by the answer), request)."""
        with self._lock:
            turn = next(self._turn)
            kind = turn % 8
            if kind == 0 and (pair := next(self._pairs, None)):
                person, session = pair
                return ("book", (self.ground.people[person][1], session)), self.ground.booking(person, session)
            if kind == 1 and (address := next(self._addresses, None)):
                return ("code", address), self._form("/masuk/kode/", f"address={address}", turn, "/masuk/kode/")
            if kind == 2:
                return ("login", None), self._form("/masuk/", f"login=0812{turn:08d}&password=salah", turn, "", 200)
        user = self.ground.cookies[turn % len(self.ground.cookies)]
        path = ("/perjalanan/", "/pelatihan/", "/pesan/", "/kemajuan/", "/akun/")[turn % 5]
        return ("read", None), self.ground.reading(path, user=user)

    def _form(self, path, body, turn, goes_to, status=302):
        place = ("X-Forwarded-For", f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}")
        headers = (*portal.form_headers("isian="), place)
        return client.Request(path, headers, f"csrfmiddlewaretoken={portal.CSRF}&{body}".encode(), status, goes_to)

    def run(self, seconds, *, pause=PAUSE, pressed=None, goes_on=lambda: False):
        """(milliseconds of each request of the crowd, what went wrong, statuses of the pressed).

        It ends after so many seconds, and not while `goes_on` answers yes.
        """
        until, latencies, errors, statuses = time.monotonic() + seconds, [], [], Counter()

        def play(number):
            time.sleep(pause * number / CLIENTS)
            while time.monotonic() < until or goes_on():
                time.sleep(pause)
                presses = pressed is not None and number < PRESSING
                (kind, what), request = ("press", None), pressed
                if not presses:
                    (kind, what), request = self.next()
                own, wrong = [], []
                client._run(self.port, iter([request]), own, wrong)
                if presses:
                    statuses[re.search(r": (\d+|.*)", wrong[0])[1] if wrong else request.status] += 1
                    continue
                latencies.extend(own)
                errors.extend(wrong)
                if not wrong:
                    {"book": self.booked, "code": self.asked}.get(kind, []).append(what)

        threads = [threading.Thread(target=play, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return latencies, errors, statuses


def p95(latencies):
    return sorted(latencies)[int(len(latencies) * 0.95)] if latencies else float("nan")


def _open_accounts(count):
    from okoce.accounts.models import User
    from okoce.accounts.proofs import Proof, proved

    addresses = [f"kode{number}@ukur.example" for number in range(count)]
    fields = [proved(Proof.CODE, email=address) for address in addresses]
    User.objects.bulk_create(User(name="Warga Melati", password="!", **proof) for proof in fields)  # noqa: S106
    return iter(addresses)
