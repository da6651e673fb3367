"""Put two records on the list of twins that something else showed to be alike, such as one NIK for both."""

from participants.people.models import Participant
from participants.twins import matching
from participants.twins.models import TwinCandidate

ALIKE = {
    matching.Reason.NAME: "name_key",
    matching.Reason.BIRTH: "birth_on",
    matching.Reason.PHONE: "phone",
    matching.Reason.KELURAHAN: "kelurahan_id",
}
SURE = 100


def pair(one, other):
    """Return the pair of two records, made now if nobody saw it before; None where one is no more.

    What was decided about it stands. The search of the night forgets it unless the two look alike.
    """
    people = Participant.objects.in_bulk([one.pk, other.pk])
    if len(people) < 2:
        return None
    first, second = (people[pk] for pk in sorted(people))
    reasons = [reason for reason, name in ALIKE.items() if getattr(first, name) == getattr(second, name)]
    defaults = {"score": SURE, "reasons": reasons}
    return TwinCandidate.objects.get_or_create(one=first, other=second, defaults=defaults)[0]
