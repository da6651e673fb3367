"""Records that may be one person: one pair to look at, one that waits for a second officer, one put off, one joined."""

import datetime as dt

from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from participants.merges.actions import merging, proposing
from participants.merges.models import Merge
from participants.people.models import Business, JoinedRegistration, Participant
from participants.registration.actions import register as registration
from participants.registration.actions.register import Answers
from participants.twins.actions import deciding, finding
from participants.twins.models import TwinCandidate
from sample.passing import HERE

SEEN = "KTP asli dibawa ke meja; foto, alamat, dan tanda tangannya sama"
PUT_OFF = "Tunggu buku nikah; nama belakangnya berganti"


def add(officer, staff, ground):
    """Four people of the year are written down once more, each in another way."""
    known = Participant.objects.filter(kecamatan=HERE, holds_nik=True, user=None, name__contains=" ")
    known = list(known.exclude(business=None).select_related("kelurahan__parent", "business").order_by("pk")[:4])
    if len(known) < 4:
        return
    writings = [_misspelt, _turned, _married, lambda name: name]
    again = [
        _register(person, writing(person.name), ground, by=officer)
        for person, writing in zip(known, writings, strict=True)
    ]
    finding.find_near([person.pk for person in again])
    _later(known[2], again[2], by=officer)
    proposing.propose(known[1], again[1], by=staff, reason=SEEN)
    done = proposing.propose(known[3], again[3], by=officer, reason=SEEN)
    merging.confirm(done, by=staff)
    week, number = ground.now - dt.timedelta(days=7), done.former_number
    Merge.objects.filter(pk=done.pk).update(proposed_at=week - dt.timedelta(days=1), decided_at=week)
    JoinedRegistration.objects.filter(number=number).update(
        joined_at=week, registered_at=week - dt.timedelta(days=20), settled_at=week, settled_by=officer
    )


def _later(one, other, *, by):
    pair = TwinCandidate.objects.of(one, other).first()
    if pair is None:
        pair = TwinCandidate.objects.create(one=one, other=other, score=70, reasons=["given", "birth", "phone"])
    deciding.decide(pair, TwinCandidate.State.LATER, by=by, note=PUT_OFF)


def _register(person, name, ground, *, by):
    answers = Answers(
        name=name,
        nik=one_digit_off(person.nik),
        birth_on=person.birth_on,
        sex=person.sex,
        phone=person.phone,
        kelurahan=person.kelurahan,
        street=person.street,
        rt=person.rt,
        rw=person.rw,
        standing=Business.Standing.RUNNING,
        trade=person.business.trade,
    )
    point = memory.registration_points()[RegistrationPoint.DESK]
    return registration.register(answers, point=point, year=ground.year, by=by).participant


def one_digit_off(nik):
    for digit in "8765439210":
        found = nik[:15] + digit
        if found != nik and not Participant.objects.with_nik(found).exists():
            return found
    raise LookupError("Every neighbour of this number is taken.")


def _misspelt(name):
    """The last letter twice."""
    return name + name[-1]


def _turned(name):
    first, *others = name.split()
    return " ".join([*others, first])


def _married(name):
    return f"{name.split()[0]} Kamboja"
