"""Records like what is being typed at the desk, for the officer alone: no visitor and no online form ever asks this."""

from typing import NamedTuple

from django.db.models import Q

from okoce import name_keys
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from participants.people.models import Participant
from participants.people.nik_sealing import digests
from participants.twins import display, matching
from participants.twins.actions import finding

MOST = 3
REASON = "Mirip dengan isian di meja pendaftaran"


class Similar(NamedTuple):
    person: Participant
    reasons: list

    @property
    def agreement(self):
        return display.agreement(self.reasons)


def similar(*, name, birth_on, sex, phone, kelurahan, nik, seen_by):
    """Return {pk: what agrees} of at most three records in the officer's area, the likeliest first.

    The record of this very NIK is left out: it is refused in its own words.
    """
    typed = matching.person(0, name_keys.key(name), birth_on, sex, phone, kelurahan)
    near = Participant.objects.supervised_by(seen_by).filter(Q(birth_on=birth_on) | Q(phone=phone), holds_nik=True)
    near = near.exclude(nik_digest__in=digests(nik))
    people = [matching.person(*row) for row in near.order_by("pk").values_list(*finding.FIELDS)]
    pairs = matching.pairs(([typed, each] for each in people), lambda pk: finding.nik_of(pk) if pk else nik)
    best = sorted(pairs, key=lambda pair: (-pair.score, pair.other))[:MOST]
    return {str(pair.other): list(pair.reasons) for pair in best}


def shown(found, *, seen_by):
    """Return those of {pk: what agrees} whom the officer may still see, and write down that they were shown."""
    people = Participant.objects.supervised_by(seen_by).in_bulk([int(pk) for pk in found])
    access_log.record_many(seen_by, AccessLog.Act.OPEN, Participant, list(people), REASON)
    return [Similar(people[int(pk)], reasons) for pk, reasons in found.items() if int(pk) in people]
