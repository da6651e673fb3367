"""Each word about who came is kept by its id; what officers say against each other is shown until it is decided."""

import uuid

from django.db.models import Q

from okoce.clock import now
from trainings.attendance.models import Mark


def keep(meeting, seen, *, added, removed, by, source):
    """Keep what was written or taken back, under the ids that were sent. Who unticks what the page showed decides.

    An officer's earlier word about a seat is settled by the new one.
    """
    if removed or added:
        outdated = Q(seat__in=removed) | Q(seat__in=added, marked_by=by)
        meeting.marks.open().filter(outdated).update(settled_at=now())
    Mark.objects.bulk_create(
        (
            Mark(
                id=seen[pk].id if pk in seen else uuid.uuid4(),
                meeting=meeting,
                seat_id=pk,
                is_present=pk in added,
                source=source,
                seen_at=(seen[pk].at if pk in seen else None) or now(),
                marked_by=by,
            )
            for pk in sorted(added | removed)
        ),
        ignore_conflicts=True,  # the same id again
    )


def unknown(sightings):
    """Those that were not received before."""
    known = set(Mark.objects.filter(pk__in=[sighting.id for sighting in sightings]).values_list("pk", flat=True))
    return [sighting for sighting in sightings if sighting.id not in known]


def contradictions(meeting):
    """[(seat, [its open marks])] of whom one officer says present and another absent, in the order of names."""
    rows, found = meeting.marks.contradicted(), {}
    for mark in rows.select_related("seat__participant", "marked_by").order_by(
        "seat__participant__name_key", "seen_at"
    ):
        found.setdefault(mark.seat, []).append(mark)
    return list(found.items())
