"""Registrations and the record of one NIK, as an officer may see them: whole in their own area."""

from typing import NamedTuple

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.participants import VIEW


class SameNik(NamedTuple):
    """Who else has the NIK of somebody."""

    record: Participant | None  # that holds it, where the officer may see it
    elsewhere: str  # the kecamatan of a record they may not see
    waiting: list  # online registrations of which nobody has seen the card, in their area

    def __bool__(self):
        return bool(self.record or self.elsewhere or self.waiting)


def of(person, *, seen_by):
    """Return who else has this NIK. That their names were shown is written down."""
    others = Participant.objects.sharing_nik_of(person).select_related("business").order_by("pk")
    record, elsewhere, waiting = None, "", []
    for other in others:
        if not other.allows(seen_by, VIEW):
            elsewhere = elsewhere or (places.named(other.kecamatan_id) if other.holds_nik else "")
            continue
        access_log.record(seen_by, AccessLog.Act.OPEN, other, "NIK yang sama dengan pendaftaran yang dibuka")
        if other.holds_nik:
            record = other
        else:
            waiting.append(other)
    return SameNik(record, elsewhere, waiting)
