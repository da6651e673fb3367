"""Users by role and participants with invented identities."""

import datetime as dt
import itertools

from okoce.accounts.models import RoleAssignment, User
from okoce.clock import WIB, now
from okoce.regions.models import Region
from participants.journey.actions.journeys import registrations
from participants.journey.actions.tallies import add_tallies
from participants.people.models import JoinedRegistration, Participant, Residence
from tests.factories.places import BARAT, GROGOL, PROVINCE, TOMANG, make_places
from tests.factories.years import make_point, make_year

_serial = itertools.count(1)

ROLES_SINCE = dt.datetime(2020, 1, 1, tzinfo=WIB)
PASSWORD = "kembang-sepatu-42"

_ROLE_REGION = {
    "mentor": GROGOL,
    "officer": GROGOL,
    "staff": BARAT,
    "province": PROVINCE,
    "official": BARAT,
    "auditor": PROVINCE,
    "privacy": PROVINCE,
}


def make_user(role=None, *, region=None, **fields):
    """A user, with one role in one region when asked; password PASSWORD."""
    make_places()
    number = next(_serial)
    fields.setdefault("name", f"{(role or 'warga').title()} Melati {number}")
    fields.setdefault("phone", f"+628120001{number:04d}")
    fields.setdefault("email", f"{role or 'warga'}{number}@contoh.example")
    user = User.objects.create_user(password=fields.pop("password", PASSWORD), **fields)
    if role:
        RoleAssignment.objects.create(
            user=user, role=role, region_id=region or _ROLE_REGION[role], starts_at=ROLES_SINCE
        )
    return user


def invented_nik(number, *, birth_on=dt.date(1990, 5, 10), sex="L", prefix="317302"):
    """A NIK nobody has: a serial from 9001 up; the kecamatan digits carry what does not fit."""
    day = birth_on.day + (40 if sex == "P" else 0)
    return f"{prefix}{day:02d}{birth_on:%m%y}{9000 + number:04d}"


def make_participant(*, kelurahan=TOMANG, user=None, nik=None, year=None, **fields):
    """A participant as an officer leaves one: the record of its NIK, identity not yet checked."""
    make_places()
    number = next(_serial)
    home = Region.objects.get(pk=kelurahan)
    birth_on = fields.pop("birth_on", dt.date(1990, 5, 10))
    # Another kecamatan of birth for each nine hundred keeps invented numbers apart.
    prefix = f"3173{1 + number // 900 % 8:02d}"
    sex = fields.pop("sex", "L")
    participant = Participant(
        registration_number=fields.pop("registration_number", f"UJI-{number:06d}"),
        programme_year=year or make_year(),
        user=user,
        name=fields.pop("name", f"Peserta Kenanga {number}"),
        birth_on=birth_on,
        sex=sex,
        phone=fields.pop("phone", f"+628120002{number:04d}"),
        street=fields.pop("street", "Jalan Anggrek 1"),
        kelurahan=home,
        kecamatan_id=home.parent_id,
        registration_point=fields.pop("registration_point", None) or make_point(),
        notice_version="2026-1",
        holds_nik=fields.pop("holds_nik", True),
        **fields,
    )
    participant.nik = nik or invented_nik(number % 900, birth_on=birth_on, sex=sex, prefix=prefix)
    participant.save()
    Residence.objects.create(participant=participant, kelurahan=home, since_on=participant.registered_at.date())
    return participant


def make_waiting(**fields):
    """An online registration of which no officer has seen the card, counted as the form counts it."""
    waiting = make_participant(holds_nik=False, **fields)
    add_tallies(registrations({waiting.pk: waiting}))
    return waiting


def make_joined(person, *, number, **typed):
    """A number that was joined into a person's record, with what was typed."""
    joined = JoinedRegistration(
        number=number, participant=person, former_id=0, registered_at=now(), joined_by=make_user("officer")
    )
    joined.typed = typed
    joined.save()
    return joined
