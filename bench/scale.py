"""`python -m bench --scale`: the same portal over few and over very many people, side by side, round by round.

Both are the portal itself, each with its own database on one server. The ratio is what a request costs with many
people as a multiple of what it costs with few; for the deepest pages of a list, as a multiple of its first page.
"""

import operator
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from bench import portal, report
from bench.arithmetic import Comparison
from bench.databases import Databases
from bench.journeys import Pairs
from bench.pages import role_pages
from bench.sites import Site

MUST = 1.1
CLIENTS = 4
WIDE = 30_000
WARM = 40  # requests of each journey before it counts: connections, caches, plans


@dataclass(frozen=True)
class Size:
    """One of the two: how many people, and what it took to load them."""

    people: int
    environment: dict
    seconds: float
    megabytes: int

    @property
    def database(self):
        return f"okoce_{self.people}"


def run(options, folder, stack, *, url, redis_url):
    if not url:
        sys.exit("Comparing sizes needs PostgreSQL and Redis; install both, as for ./test.")
    server = Databases(url, folder)
    environment = portal.environment(server, redis_url, folder)
    sizes = [
        _load(server, people, environment, f"{redis_url}?db={number}") for number, people in enumerate(options.scale)
    ]
    sites = [Site("okoce.wsgi:application", size.environment, server.server_pid()) for size in sizes]
    for site in sites:
        stack.callback(site.stop)
        site.wait("/pelatihan/")
    requests = []
    for size in sizes:
        with speaking_to(size.database):
            requests.append(_requests(WARM + options.rounds * _count(options, ONCE[0])))
    few, many = zip(sites, requests, strict=True)
    daily = [(key, key) for key in requests[0] if key.startswith("page:") and key in requests[1]]
    pairs = [(name, (many, key), (few, key)) for name, key in [*JOURNEYS, *daily]]
    pairs += [(f"{name}, deepest : first page", (many, f"{key}-deepest"), (many, key)) for name, key in DEEP]
    pairs += [(name, (many, key), (many, today), must) for name, key, today, must in PAST]
    pairs += [(f"{name} : an indexed page", (many, key), (many, "people"), must) for name, key, must in FINDING]
    wanted = [pair for pair in pairs if not options.keys or pair[1][1] in options.keys]
    found = [_compare(name, sides[:2], options, *sides[2:]) for name, *sides in wanted]
    text = report.scale(found, sizes, databases=server, options=options)
    print("\n" + text)
    if not (options.quick or options.keys):
        report.write(text, report.SCALE)


JOURNEYS = [
    ("registration's last step", "register"),
    ("booking a seat", "book"),
    ("home of an official", "home"),
    ("board of an official", "board"),
    ("map of the board", "board-map"),
    ("first page of the list behind a figure", "figure-list"),
    ("progress page, drawn", "progress"),
    ("home of an officer", "office"),
    ("officer's list of people", "people"),
    ("officer's list, deepest page", "people-deepest"),
    ("officer's list, who waits for the check", "people-waiting"),
    ("officer's list, who lacks a stage", "people-lacking"),
    ("kota's list of people", "kota"),
    ("search for a name", "search"),
    ("search for a name nobody has", "search-nobody"),
    ("list of sessions", "sessions"),
    ("list of sessions, deepest page", "sessions-deepest"),
    ("one's own journey", "journey"),
    ("worklists, all of them", "worklists"),
    ("worklist: stopped for 30 days", "stuck"),
    ("mentor's desk", "desk"),
]
ONCE = ("register", "book")  # what can be done once by a person, or with a draft
# With very many people, beside a page of a list: what it costs at most.
FINDING = [
    ("finding by a number", "find-number", 5),
    ("finding by a whole NIK", "find-nik", 5),
    ("finding by the end of a phone", "find-phone", 5),
    ("finding by a part of a name", "find-part", 5),
    ("finding by a name and a kelurahan", "find-place", 5),
    ("finding by a mistyped name", "find-mistyped", 20),
]
# The board at the end of the first fortnight, and as it was known then, against that of today. Boards are kept for a
# minute, the map is drawn anew each time.
PAST = [
    ("board on a past day : today", "board-past", "board", 2),
    ("board as known then : today", "board-known", "board", 2),
    ("map on a past day : today", "map-past", "board-map", 2),
    ("map as known then : today", "map-known", "board-map", 2),
]
DEEP = [("officer's list of people", "people"), ("list of sessions", "sessions")]


def _load(server, people, environment, redis_url):
    print(f"» Inventing {people:,} people", flush=True)
    url = server.add(f"okoce_{people}")
    environment = environment | {"DATABASE_URL": url, "REDIS_URL": redis_url}
    began = time.monotonic()
    portal.prepare(environment, people)
    size = Size(people, environment, time.monotonic() - began, server.tidy(url))
    print(f"»   {size.seconds:.0f} s, {size.megabytes:,} MB", flush=True)
    return size


@contextmanager
def speaking_to(database):
    """This process as the portal over this database: same server, same code, same keys."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = database
    yield
    connection.close()


def _requests(most):
    """{key: count → requests} for the database spoken to; `most` of those that can be made once."""
    from okoce.regions.models import Region
    from participants.people.models import Participant
    from reports.snapshots.models import Period
    from trainings.sessions import calendar_cursor
    from trainings.sessions.models import Session

    ground = portal.Ground(most)
    official, kota, mentor = (portal.signed_in(who) for who in ("pejabat", "sudin", "pendamping"))
    book = Pairs(ground.booking, portal.make_sessions(1, WIDE, first_day=0, modules="A"), len(ground.people))
    drafts = iter(ground.registrations(most))
    here = Participant.objects.filter(kecamatan=Region.objects.get(pk=portal.KELURAHAN[:8]))
    oldest = here.order_by("pk").values_list("pk", flat=True)[20]
    coming = Session.objects.published().upcoming().order_by("-starts_at", "-pk")
    last = coming[min(12, coming.count() - 1)]

    first = Period.objects.order_by("starts_on").first().ends_on

    def page(path, user=None):
        return lambda count: [ground.reading(path, user=user)] * count

    daily = {key: partial(operator.mul, [request]) for key, request in role_pages(ground).items()}
    return daily | {
        "register": lambda count: [next(drafts) for _ in range(count)],
        "book": book,
        "home": page("/", official),
        "board": page("/laporan/", official),
        "board-map": page("/laporan/peta.svg", official),
        "board-past": page(f"/laporan/?tanggal={first}", official),
        "board-known": page(f"/laporan/?tanggal={first}&diketahui={first}", official),
        "map-past": page(f"/laporan/peta.svg?tanggal={first}", official),
        "map-known": page(f"/laporan/peta.svg?tanggal={first}&diketahui={first}", official),
        "figure-list": page(f"/laporan/angka/terdaftar/{portal.KELURAHAN[:8]}/", ground.officer),
        "progress": page("/kemajuan/", official),
        "office": page("/", ground.officer),
        "people": page("/peserta/", ground.officer),
        "people-deepest": page(f"/peserta/?sebelum={oldest}", ground.officer),
        "people-waiting": page("/peserta/?menunggu=on", ground.officer),
        "people-lacking": page("/peserta/?tahap=belum-permodalan", ground.officer),
        "kota": page("/peserta/", kota),
        "search": lambda count: [ground.searching("Siti", ground.officer)] * count,
        "search-nobody": lambda count: [ground.searching("Zzqx", ground.officer)] * count,
        **_finding(ground, here),
        "sessions": page("/pelatihan/"),
        "sessions-deepest": page(f"/pelatihan/?setelah={calendar_cursor.name_of(last)}"),
        "journey": page("/perjalanan/", portal.signed_in_person(_halfway())),
        "worklists": page("/peserta/tugas/", ground.officer),
        "stuck": page("/peserta/tugas/tertahan/", ground.officer),
        "desk": page("/pendampingan/", mentor),
    }


def _finding(ground, people):
    """{key: count → requests} of the search box, for somebody in the middle of these people."""
    wanted = people.order_by("pk")[people.count() // 2]
    typed = {
        "number": wanted.registration_number,
        "nik": wanted.nik,
        "phone": wanted.phone[-4:],
        "part": wanted.name.split()[-1],
        "place": f"{wanted.name.split()[0]} {wanted.kelurahan.name}",
        "mistyped": "Zulastir",
    }
    return {
        f"find-{key}": lambda count, text=text: [ground.searching(text, ground.officer)] * count
        for key, text in typed.items()
    }


def _halfway():
    """A person as far on the way in each size: the sample's own log-in is somebody else in another size."""
    from participants.people.models import Participant

    return Participant.objects.filter(stopped_after="perizinan", user=None).order_by("pk").first()


def _compare(name, sides, options, must=MUST):
    (dear, dear_key), (cheap, cheap_key) = sides
    print(f"» {name}", flush=True)
    rounds = []
    for number in range(options.rounds + 1):
        asked = _count(options, cheap_key)
        asked = asked if number else min(asked, WARM)
        rounds.append(
            tuple(
                site.measure(made[key](asked), CLIENTS) for (site, made), key in ((dear, dear_key), (cheap, cheap_key))
            )
        )
    found = Comparison(name, CLIENTS, tuple(rounds[1:]), must=must)
    print(f"»   {found.ratio():.2f} ×{report.complaint(found.errors)}", flush=True)
    return found


def _count(options, key):
    """Requests of a round. The short ones more often: the kernel counts hundredths of a second."""
    if key.startswith("page:"):
        return 20
    return (300 if key in ONCE else 100) // (5 if options.quick else 1)
