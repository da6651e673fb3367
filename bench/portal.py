"""The portal with people in it: its environment, accounts that are signed in, sessions to book, drafts to send."""

import base64
import datetime as dt
import itertools
import os
import secrets
import subprocess
import sys

from bench.client import Request
from bench.sites import ROOT

CSRF = "b" * 32
TRADE = "jualan gorengan keliling"
KELURAHAN = "31.73.02.1001"
STEPS = ("person", "home", "business", "times")


def environment(databases, redis_url, folder):
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME", "TMPDIR") if name in os.environ}
    services = {"DATABASE_URL": databases.portal, "REDIS_URL": redis_url} if databases.is_postgres else {}
    return (
        kept
        | services
        | {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "NIK_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            **{name: secrets.token_urlsafe(48) for name in ("NIK_HMAC_KEY", "ACCESS_LOG_KEY")},
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "false",
            "TRUSTED_PROXIES": "1",
            "STAFF_SECOND_FACTOR": "true",
            "LOG_LEVEL": "WARNING",
            "OKOCE_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "okoce.settings",
        }
    )


def prepare(environment, people):
    """Tables, reference data, the invented year; then this process speaks the portal's own language too."""
    for command in (["scripts/prepare.py"], ["manage.py", "load_sample", "--people", str(people), "--anywhere"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    os.environ.update(environment)
    import django

    django.setup()


class Ground:
    """What the requests are made of. Every draft is sent once, every pair of person and session booked once."""

    def __init__(self, people):
        self.people = _open_accounts(people)
        self.cookies = sign_in([user for user, _ in self.people])
        self.officer = signed_in("petugas")
        self._addresses = itertools.count()
        self._drafts = itertools.count()

    def reading(self, path, *, user=None, headers=(), status=200):
        cookie = (("Cookie", f"sessionid={user}"),) if user else ()
        return Request(path, (*cookie, *headers), status=status)

    def searching(self, text, user):
        """For a name; what is typed never stands in an address."""
        body = f"csrfmiddlewaretoken={CSRF}&q={text}".encode()
        return Request("/peserta/cari/", form_headers(f"sessionid={user}"), body)

    def booking(self, number, session):
        cookie, participant, _ = self.seat_for(number, session)
        return Request(
            f"/pelatihan/{session}/pesan/",
            form_headers(f"sessionid={cookie}"),
            f"csrfmiddlewaretoken={CSRF}&participant={participant}".encode(),
            302,
            "/pelatihan/kursi/",
        )

    def registrations(self, count):
        """The last step of so many new drafts, each from an address of its own as a proxy reports it."""
        return [
            Request(
                "/daftar/langkah/5/",
                (*form_headers(f"isian={cookie}"), ("X-Forwarded-For", self.address())),
                f"csrfmiddlewaretoken={CSRF}&consents=news&password=".encode(),
                302,
                "/daftar/selesai/",
            )
            for cookie in self._new_drafts(count)
        ]

    def address(self):
        """Of a visitor who was not here before."""
        number = next(self._addresses)
        return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def typed_steps(self):
        """{step: fields} of somebody new, as a browser sends them."""
        from participants.registration.forms.businesses import suggestions

        answers = _answers(*self._new_identity(), suggestions(TRADE)[0].pk)
        steps = {number: answers[key]["typed"] for number, key in enumerate(STEPS, start=1)}
        return steps | {5: {"consents": "news", "password": ""}}

    def seat_for(self, number, session):
        """(cookie, participant, session) of the person with this number, around the circle."""
        place = number % len(self.people)
        return self.cookies[place], self.people[place][1], session

    def _new_drafts(self, count):
        from django.http import HttpResponse

        from participants.registration.forms.businesses import suggestions
        from participants.registration.models import RegistrationDraft
        from participants.registration.views import draft_cookie

        chosen = suggestions(TRADE)[0].pk
        drafts = []
        for _ in range(count):
            draft = RegistrationDraft()
            draft.answers = _answers(*self._new_identity(), chosen)
            drafts.append(draft)
        RegistrationDraft.objects.bulk_create(drafts)
        return [draft_cookie.remember(HttpResponse(), draft).cookies[draft_cookie.COOKIE].value for draft in drafts]

    def _new_identity(self):
        """(NIK, birth date, phone): a serial from 9001 up, and a birth date for each thousand."""
        from participants.people.models import Participant

        while True:
            number = next(self._drafts)
            birth_on = dt.date(1971, 1, 1) + dt.timedelta(days=number // 900)
            nik = f"317302{birth_on:%d%m%y}{9001 + number % 900}"
            if not Participant.objects.with_nik(nik).exists():
                return nik, birth_on, f"0812-0000-{number % 10_000:04d}"


def make_sessions(count, capacity, *, first_day, modules):
    """Bookable sessions, each on a day of its own, which teach in turn these modules, of the bench alone."""
    from okoce.clock import WIB, today
    from okoce.programme import memory
    from okoce.programme.models import Agency, Module
    from okoce.regions.models import Region
    from trainings.sessions.models import Meeting, Session, Venue

    taught = [Module.objects.get_or_create(code=f"UKUR{key}", defaults={"name": f"Ukur {key}"})[0] for key in modules]
    made = []
    venue, _ = Venue.objects.get_or_create(name="Balai ukur", kelurahan_id=KELURAHAN, defaults={"capacity": 500})
    for number in range(count):
        day = today() + dt.timedelta(days=60 + first_day + number)
        starts_at = dt.datetime.combine(day, dt.time(9), tzinfo=WIB)
        session = Session.objects.create(
            programme_year=memory.current_year(),
            agency=Agency.objects.first(),
            title=f"Sesi ukur {number + 1}",
            kecamatan=Region.objects.get(pk=KELURAHAN[:8]),
            venue=venue,
            capacity=capacity,
            state=Session.State.PUBLISHED,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2),
            booking_closes_at=starts_at - dt.timedelta(hours=12),
        )
        session.modules.add(taught[number % len(taught)])
        Meeting.objects.create(session=session, starts_at=session.starts_at, ends_at=session.ends_at)
        made.append(session.pk)
    return made


def is_sold_out(sessions):
    """Every seat of these sessions sold, none twice and none too many, whatever the counters say."""
    from django.db.models import Count

    from trainings.seats.models import Seat

    taken = Seat.objects.taken().filter(session__in=sessions).order_by().values("session")
    found = taken.annotate(seats=Count("pk"), people=Count("participant", distinct=True))
    return len(found) == len(sessions) and all(row["seats"] == row["people"] == 100 for row in found)


def form_headers(cookie):
    return (("Cookie", f"csrftoken={CSRF}; {cookie}"), ("Content-Type", "application/x-www-form-urlencoded"))


def _answers(nik, birth_on, phone, business, home=KELURAHAN):
    typed = {
        "person": {"name": "Siti Kenanga", "nik": nik, "birth_on": f"{birth_on:%d/%m/%Y}", "sex": "L", "phone": phone},
        "home": {"kecamatan": home[:8], "kelurahan": home, "street": "Jalan Anggrek 1", "business_place": "same"},
        "business": {"standing": "running", "trade": TRADE, "business_class": str(business), "since_year": "2021"},
        "times": {"availability": ["0", "3"], "cannot_whole_day": "", "community": ""},
    }
    return {step: {"typed": fields, "is_done": True} for step, fields in typed.items()}


def _open_accounts(count):
    """[(user, participant's number)] for the first people of the sample who have none and hold their NIK."""
    from okoce.accounts.models import User
    from okoce.accounts.proofs import Proof, proved
    from participants.people.models import Participant

    people = list(Participant.objects.filter(user=None, holds_nik=True).order_by("pk").only("pk", "user")[:count])
    users = User.objects.bulk_create(
        User(name=f"Warga {number}", password="!", **proved(Proof.CODE, email=f"warga{number}@ukur.example"))  # noqa: S106
        for number in range(len(people))
    )
    for person, user in zip(people, users, strict=True):
        person.user = user
    Participant.objects.bulk_update(people, ["user"], batch_size=1000)
    return [(user, person.pk) for person, user in zip(people, users, strict=True)]


def sign_in(users):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from okoce.clock import now

    rows = []
    for user in users:
        params = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "okoce.accounts.backends.PortalBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key, data = secrets.token_hex(16), SessionStore().encode(params)
        rows.append(Session(session_key=key, session_data=data, expire_date=now() + dt.timedelta(days=1)))
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def signed_in(who):
    """The session key of a user, or of one of the sample's staff, with the second factor production asks for."""
    from allauth.mfa.models import Authenticator

    from okoce.accounts.models import User

    user = who if hasattr(who, "pk") else User.objects.get(email=f"{who}@contoh.okoce.example")
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return sign_in([user])[0]


def signed_in_person(person):
    """Somebody of the register with a log-in of their own."""
    from okoce.accounts.models import User

    person.user = User.objects.create(name=person.name, password="!")  # noqa: S106
    person.save(update_fields=["user"])
    return sign_in([person.user])[0]
