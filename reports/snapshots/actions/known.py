"""What was learnt after an instant about days that had been reported, from the events of the journey."""

from django.db.models import Exists, OuterRef, Q

from participants.journey.models import StageEvent
from participants.people.models import JoinedRegistration, Participant
from reports.snapshots.changes import Event, net

FIELDS = ("participant_id", "stage", "kecamatan_id", "kind", "happened_on", "known_at")


def later_events(year, *, on, known_at, until=None):
    """Return the events of people of a year with a day up to `on` that became known after an instant.

    Those of a record that became part of another one are found by the number it had.
    """
    person = OuterRef("participant_id")
    now_there = Participant.objects.filter(pk=person, programme_year=year)
    joined = JoinedRegistration.objects.filter(former_id=person, participant__programme_year=year)
    of_year = Q(Exists(now_there)) | Q(Exists(joined))
    found = StageEvent.objects.filter(of_year, happened_on__lte=on, known_at__gt=known_at)
    return found.filter(known_at__lte=until) if until else found


def changed_since(year, *, on, known_at, until=None):
    """Return [Change] of one person and stage each: what was learnt since then about days up to `on`.

    `until`: by this instant, else by now.
    """
    events = [
        Event(person, stage, kecamatan, 1 if kind == StageEvent.Kind.GAINED else -1, happened_on, at)
        for person, stage, kecamatan, kind, happened_on, at in later_events(year, on=on, known_at=known_at, until=until)
        .order_by("pk")
        .values_list(*FIELDS)
    ]
    joined = JoinedRegistration.objects.filter(joined_at__gt=known_at, participant__programme_year=year)
    return net(events, dict(joined.values_list("former_id", "participant_id")))
