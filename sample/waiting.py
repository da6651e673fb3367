"""Online registrations whose cards nobody has seen: one of a known NIK, two of one NIK, and one joined yesterday."""

import datetime as dt

from okoce.accounts.models import User
from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Business, JoinedRegistration, Participant
from participants.registration.actions import register as registration
from participants.registration.actions.register import Answers
from sample.passing import HERE

NEIGHBOURS_NIK = "3173020304589999"  # nobody of the sample is born before 1961
PHONES = ["+6281200007731", "+6281200007732", "+6281200007733", "+6281200007734"]
STREETS = ["Jalan Merak No. 7", "Jalan Jalak Dalam No. 21", "Jalan Jalak Dalam No. 21", "Jalan Gelatik I No. 4"]


def add(officer, password_hash, ground):
    """The first and the last log in with their number."""
    checked = Participant.objects.filter(kecamatan=HERE, is_checked=True, user=None)
    known = list(checked.select_related("business").order_by("-pk")[:2])
    if len(known) < 2:
        return
    senders = [User.objects.create(name=person.name, password=password_hash) for person in known]
    _register(_of(known[0]), 0, ground, user=senders[0])
    neighbour = {
        "name": "Suparti Kamboja",
        "nik": NEIGHBOURS_NIK,
        "birth_on": dt.date(1958, 4, 3),
        "sex": "L",
        "trade": "kue kering rumahan",
    }
    _register(neighbour, 1, ground)
    _register(neighbour | {"name": "Suparti"}, 2, ground)
    joined = _register(_of(known[1]), 3, ground, user=senders[1])
    identity.check(joined, by=officer, place=IdentityCheck.Place.DESK, shows_number=True)
    day = dt.timedelta(days=1)
    JoinedRegistration.objects.update(joined_at=ground.now - day, registered_at=ground.now - 2 * day)


def _of(person):
    """What somebody who is in the register types again."""
    fields = ("name", "nik", "birth_on", "sex")
    return {name: getattr(person, name) for name in fields} | {"trade": person.business.trade}


def _register(typed, place, ground, *, user=None):
    home = Region.objects.select_related("parent").filter(parent=HERE).order_by("code")[place]
    typed |= {"phone": PHONES[place], "street": STREETS[place], "rt": "004", "rw": "006", "kelurahan": home}
    answers = Answers(**typed, standing=Business.Standing.RUNNING)
    point = memory.registration_points()[RegistrationPoint.ONLINE]
    registered = registration.register(answers, point=point, year=ground.year, user=user)
    return Participant.objects.get(registration_number=registered.number)
