"""Registrations and the record of one NIK, as an officer may see them: whole in their own area."""

from typing import NamedTuple

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.participants import VIEW

REASON = "NIK yang sama dengan pendaftaran yang dibuka"


class SameNik(NamedTuple):
    """Who else has the NIK of somebody."""

    record: Participant | None  # that holds it, where the officer may see it
    elsewhere: str  # the kecamatan of a record they may not see
    waiting: list  # online registrations of which nobody has seen the card, in their area

    def __bool__(self):
        return bool(self.record or self.elsewhere or self.waiting)


def of(person, *, seen_by):
    """Return who else has this NIK. That their names were shown is written down."""
    others = list(Participant.objects.sharing_nik_of(person).select_related("business").order_by("pk"))
    seen = [other for other in others if other.allows(seen_by, VIEW)]
    access_log.record_many(seen_by, AccessLog.Act.OPEN, Participant, [other.pk for other in seen], reason=REASON)
    hidden = next((other for other in others if other.holds_nik and other not in seen), None)
    return SameNik(
        next((other for other in seen if other.holds_nik), None),
        places.named(hidden.kecamatan_id) if hidden else "",
        [other for other in seen if not other.holds_nik],
    )
