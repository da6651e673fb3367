"""`python -m bench --history`: the same portal with few and with very many sessions in its history, round by round.

Both have the same people, the same coming sessions and the same meeting of today: the second database is a copy of the
first with past sessions of several years added. The ratio is what a page costs with many as a multiple of with few.
"""

import datetime as dt
import sys
from dataclasses import dataclass

from bench import portal, report
from bench.arithmetic import Comparison
from bench.databases import Databases
from bench.past_sessions import fill_up, make_today
from bench.scale import speaking_to
from bench.sites import Site

MUST = 1.3
CLIENTS, WARM = 4, 10
PEOPLE = 600
EACH = 60  # requests of a page in a round


@dataclass(frozen=True)
class History:
    """One of the two databases: how many sessions of the kecamatan are over."""

    sessions: int
    database: str
    environment: dict
    megabytes: int


def run(options, folder, stack, *, url, redis_url):
    """Measure every page that shows sessions with both histories; exit with 1 where one costs more than it must."""
    if not url:
        sys.exit("Comparing histories needs PostgreSQL and Redis; install both, as for ./test.")
    server = Databases(url, folder)
    few, many = _histories(server, portal.environment(server, redis_url, folder), options.history, redis_url)
    sites = [Site("okoce.wsgi:application", each.environment, server.server_pid()) for each in (many, few)]
    for site in sites:
        stack.callback(site.stop)
        site.wait("/pelatihan/")
    with speaking_to(few.database):
        requests = _requests()
    wanted = {name: request for name, request in requests.items() if not options.keys or name in options.keys}
    found = [_compare(name, request, sites, options) for name, request in wanted.items()]
    text = report.history(found, (few, many), databases=server, options=options)
    print("\n" + text)
    if not (options.quick or options.keys):
        report.write(text, report.HISTORY)
    if any(comparison.ratio() > MUST or comparison.errors for comparison in found):
        sys.exit(1)


def _histories(server, environment, sizes, redis_url):
    """The two histories, the larger one grown from a copy of the smaller, so that all else is alike."""
    fewest, most = sizes
    names = f"okoce_history_{fewest}", f"okoce_history_{most}"
    first = server.add(names[0])
    print(f"» Inventing {PEOPLE:,} people and {fewest:,} sessions that are over", flush=True)
    portal.prepare(environment | {"DATABASE_URL": first, "REDIS_URL": redis_url}, PEOPLE)
    with speaking_to(names[0]):
        make_today()
        fewest = fill_up(fewest, recent=True)
        sign_in()
    second = server.copy(names[0], names[1])
    print(f"» Adding sessions of the years before, up to {most:,}", flush=True)
    with speaking_to(names[1]):
        most = fill_up(most, recent=False)
    return [
        History(
            count,
            name,
            environment | {"DATABASE_URL": address, "REDIS_URL": f"{redis_url}?db={number}"},
            server.tidy(address),
        )
        for number, (count, name, address) in enumerate(
            ((fewest, names[0], first), (most, names[1], second)),
        )
    ]


def sign_in():
    """Before the copy is made, so that one cookie is good in both."""
    _COOKIES.update({who: portal.signed_in(who) for who in ("petugas", "sudin", "peserta")})


_COOKIES = {}


def _requests():
    """{page: request}; every row that is named stands in both databases."""
    from okoce.accounts.models import User
    from okoce.clock import now, today
    from trainings.sessions import calendar_cursor
    from trainings.sessions.models import Meeting, Session

    meeting = Meeting.objects.filter(starts_at__lte=now(), ends_at__gt=now()).latest("pk")
    door = f"/hadir/{meeting.session_id}/{meeting.pk}/"
    coming = Session.objects.bookable().upcoming().filter(kecamatan=portal.KELURAHAN[:8]).earliest("starts_at", "pk")
    last = Session.objects.published().upcoming().order_by("-starts_at", "-pk")[12]
    number = User.objects.get(email="peserta@contoh.okoce.example").participants.earliest("pk").registration_number
    monday = today() - dt.timedelta(days=today().weekday())
    admin = "/admin/training_sessions/session/"
    paths = {
        "visitor": {
            "list of sessions": "/pelatihan/",
            "list of sessions of one kecamatan": f"/pelatihan/?kecamatan={portal.KELURAHAN[:8]}",
            "list of sessions, deepest page": f"/pelatihan/?setelah={calendar_cursor.name_of(last)}",
            "a session": f"/pelatihan/{coming.pk}/",
        },
        "peserta": {
            "participant's list of sessions": "/pelatihan/",
            "participant's journey": "/perjalanan/",
            "participant's attendance by module": f"/pelatihan/riwayat/{number}/",
        },
        "petugas": {
            "home of an officer": "/",
            "meetings to mark": "/hadir/",
            "attendance of a meeting": door,
            "door": f"{door}pintu/",
            "walk-ins to complete": "/hadir/belum-lengkap/",
            "roster": f"/pelatihan/{meeting.session_id}/peserta/",
            "roster of a coming session": f"/pelatihan/{coming.pk}/peserta/",
            "invitations of a session": f"/pelatihan/{coming.pk}/undangan/",
            "certificates of a session": f"/pelatihan/{meeting.session_id}/sertifikat/",
        },
        "sudin": {
            "home of Sudin": "/",
            "staff's list of sessions": admin,
            "staff's list of one kecamatan": f"{admin}?kecamatan={portal.KELURAHAN[:8]}",
            "calendar, month": f"{admin}kalender/?wilayah=31.73",
            "calendar, week": f"{admin}kalender/?wilayah=31.73&minggu={monday}",
            "form of a series": f"{admin}deret/",
            "a session to change": f"{admin}{coming.pk}/change/",
            "plans": "/pelatihan/rencana/",
            "trainings that continue others": "/pelatihan/lanjutan/",
        },
    }
    return {name: _reading(path, _COOKIES.get(who)) for who, pages in paths.items() for name, path in pages.items()}


def _reading(path, session):
    from bench.client import Request

    return Request(path, (("Cookie", f"sessionid={session}"),) if session else ())


def _compare(name, request, sites, options):
    asked = EACH // (5 if options.quick else 1)
    for site in sites:
        site.measure([request] * WARM, CLIENTS)
    rounds = [tuple(site.measure([request] * asked, CLIENTS) for site in sites) for _ in range(options.rounds)]
    found = Comparison(name, CLIENTS, tuple(rounds), must=MUST)
    print(f"» {name}: {found.ratio():.2f} ×{report.complaint(found.errors)}", flush=True)
    return found
