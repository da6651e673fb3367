"""One sender's way through every page that might tell whether a NIK, a phone or an address is known here."""

import datetime as dt
import re
import time
from dataclasses import dataclass, field

from django.contrib.auth.hashers import check_password
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.programme.models import RegistrationPoint
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from tests.factories.people import PASSWORD, invented_nik, make_participant, make_user
from tests.factories.registrations import typed_steps
from tests.factories.sessions import make_seat, make_session

ARGON = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
NUMBER = re.compile(r"OK\d\d-[0-9A-Z]{6}-[0-9A-Z]")
# What differs by nature, not by who is known. What was typed is taken out too.
BY_NATURE = [
    (NUMBER, "NOMOR"),
    (re.compile(r"<svg[^>]*class=\"qr\".*?</svg>", re.S), "QR"),
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "TOKEN"),
    (re.compile(r'(name="token"|nonce|value)="[\w-]{16,}"'), "TOKEN"),
    (re.compile(r"/daftar/selesai/[^/]+/"), "RECEIPT"),
    (re.compile(r"/(pelatihan|kursi|pelatihan/kursi|pesan)/\d+/"), "/ROW/"),
    (re.compile(r'(name="participant" value|id|for)="[^"]*\d+"'), "ROW"),
    (re.compile(r"\d\d\.\d\d WIB|\d{4}-\d\d-\d\dT[\d:.+]+"), "INSTANT"),
]


@dataclass
class Sender:
    """Who sends the form: what they type, and what of it is known here already."""

    serial: int
    known: str = ""  # "nik", "phone", "email" or nothing
    session: object = None
    steps: list = field(default_factory=list)

    @property
    def nik(self):
        return invented_nik(self.serial % 900, prefix=f"3173{1 + self.serial // 900:02d}")

    @property
    def phone(self):
        return f"08120007{self.serial:04d}"

    @property
    def email(self):
        return f"pengirim{self.serial:04d}@contoh.example"


@dataclass(frozen=True)
class Step:
    name: str
    status: int
    body: str
    statements: int
    seconds: float


def make_known(sender):
    """What stands here before the sender comes: as much for somebody unknown, only of somebody else."""
    phone = f"+62{sender.phone[1:]}" if sender.known == "phone" else None
    email = sender.email if sender.known == "email" else f"pemilik{sender.serial}@contoh.example"
    owner = make_user(email=email, password=None, **({"phone": phone} if phone else {}))
    nik = sender.nik if sender.known == "nik" else invented_nik(sender.serial, birth_on=dt.date(1980, 1, 1))
    record = make_participant(nik=nik, user=owner, name="Rahasia Dahlia")
    identity.check(record, by=make_user("officer", password=None), place=IdentityCheck.Place.DESK)
    sender.session = make_session()
    make_seat(sender.session, record)
    return sender


def make_ground():
    from tests.factories import registrations

    registrations.make_ground()
    assert RegistrationPoint.objects.filter(code="daring").exists()


def walk(sender):
    """Everything one after the other, as a browser without scripts; returns the steps."""
    # An address of its own: how much one network may send is not what is looked at.
    client, found = Client(REMOTE_ADDR=f"10.0.{sender.serial // 250}.{1 + sender.serial % 250}"), []

    def step(name, method, url, data=None):
        reset_queries()  # a full log would be counted as no statement at all
        with CaptureQueriesContext(connection) as asked:
            start = time.perf_counter()
            answer = getattr(client, method)(url, data)
            seconds = time.perf_counter() - start
        body = plain(f"{answer.get('Location', '')}\n{answer.content.decode()}", sender)
        found.append(Step(name, answer.status_code, body, len(asked), seconds))
        return answer

    number = _register(step, sender)
    _log_in(step, number)
    _look_around(step, number)
    _book(step, sender.session)
    step("log out", "post", reverse("account_logout"))
    for login in (sender.phone, sender.email):
        step("log in by contact", "post", reverse("account_login"), {"login": login, "password": PASSWORD})
        step("log out", "post", reverse("account_logout"))
    _ask_for_more(step, sender, number)
    return found


def _register(step, sender):
    typed = typed_steps(nik=sender.nik, phone=sender.phone, email=sender.email, password=PASSWORD)
    for number in range(1, 6):
        url = reverse("participants:registration-step", args=[number])
        step(f"form {number}", "get", url)
        answer = step(f"send {number}", "post", url, typed[number])
    receipt = step("receipt", "get", answer["Location"])
    step("start again", "get", reverse("participants:registration-start"))
    return NUMBER.search(receipt.content.decode()).group()


def _log_in(step, number):
    url = reverse("account_login")
    step("log in wrongly", "post", url, {"login": number, "password": "salah-sekali-9"})
    step("log in", "post", url, {"login": number, "password": PASSWORD})


def _look_around(step, number):
    step("journey", "get", reverse("participants:journey"))
    for name in ("journey-detail", "privacy-detail", "privacy-download", "finances-list", "capital-list"):
        step(name, "get", reverse(f"participants:{name}", args=[number]))
    step("privacy", "get", reverse("participants:privacy"))
    step("messages", "get", reverse("notifications:inbox"))


def _book(step, session):
    page = step("session", "get", reverse("trainings:sessions-detail", args=[session.pk]))
    person = re.search(r'name="participant" value="(\d+)"', page.content.decode())
    typed = {"participant": person[1] if person else ""}
    answer = step("book", "post", reverse("trainings:seats-book", args=[session.pk]), typed)
    step("seat", "get", answer["Location"])
    step("journey with seat", "get", reverse("participants:journey"))


def _ask_for_more(step, sender, number):
    step("claim", "post", reverse("participants:claims-ask"), {"number": number, "birth_on": "10/05/1990"})
    step("code page", "get", reverse("participants:claims-code"))
    step("wrong code", "post", reverse("participants:claims-code"), {"code": "000000", "password": PASSWORD})
    for login in (number, sender.phone, sender.email):
        step("recovery", "post", reverse("account_reset_password"), {"login": login})
        step("recovery code", "get", reverse("account_confirm_password_reset_code"))
    step("log-in code", "post", reverse("account_request_login_code"), {"address": sender.email})
    step("log-in code typed", "post", reverse("account_confirm_login_code"), {"code": "000000"})


def plain(text, sender):
    """A page without what was typed and what differs by nature."""
    local = sender.phone[1:]
    shown = f"0{local[:3]}-{local[3:7]}-{local[7:]}"
    phones = {sender.phone, f"+62{local}", shown}
    for typed in (sender.nik, f"{sender.nik[:4]}••••••••{sender.nik[-4:]}", sender.email, *phones):
        text = text.replace(typed, "TYPED")
    for pattern, word in BY_NATURE:
        text = pattern.sub(word, text)
    return text


def hashes_as_production():
    """Whether passwords are hashed as production does."""
    from django.contrib.auth.hashers import make_password

    hashed = make_password(PASSWORD)
    return hashed.startswith("argon2") and check_password(PASSWORD, hashed)
