"""settings.PERSON_ERASURES: what was asked of somebody at the door before they had a record."""

from okoce.clock import now
from participants.people.nik_sealing import digests
from trainings.door.models import StandBy
from trainings.door.models.walk_ins import FORGOTTEN, WalkIn


def erase(person, markers):
    """Forget walk-ins of this NIK, or of this name and phone, as those that nobody completed. Returns how many."""
    marks = [mark for word in markers.sure if len(word) == 16 for mark in digests(word)]
    asked = WalkIn.objects.with_data()
    found = asked.filter(nik_digest__in=marks) | asked.filter(name=markers.name, phone__in=markers.phones)
    ids = list(found.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    StandBy.objects.waiting().filter(walk_in__in=ids).update(state=StandBy.State.MISSED, changed_at=now())
    return WalkIn.objects.filter(pk__in=ids).update(state=WalkIn.State.DELETED, ended_at=now(), **FORGOTTEN)
