"""Whom to invite to a session: people who miss what it teaches, are free when it meets, and are asked nowhere else."""

from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from okoce.clock import now
from okoce.regions.neighbours import near
from participants.cleaning import availability
from participants.consents.models import Consent
from participants.people.models import Participant
from trainings.attendance.completions import finished
from trainings.invitations import turnouts
from trainings.invitations.models import Invitation
from trainings.invitations.ordering import Candidate, ordered
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

READ = 3000  # candidates of a kecamatan that are put in order, those who wait longest


def proposed(session, user, *, most):
    """Return up to `most` ids of people to invite, in order, of those with whom `user` works.

    People of the host kecamatan; where these are too few, of the kecamatan around it. To a training that continues
    another only its graduates are invited, wherever they live.
    """
    if most <= 0:
        return []
    withdrawn = Consent.objects.withdrawn(Consent.Purpose.NEWS)
    offered = Participant.objects.supervised_by(user).free_to_use().exclude(pk__in=withdrawn.values("participant"))
    people = _fitting(session, offered)
    host = session.kecamatan_id
    found = _read(people.filter(kecamatan=host))
    if len(found) < most:
        elsewhere = people.exclude(kecamatan=host)
        found += _read(elsewhere if continued(session) else elsewhere.filter(kecamatan__in=near(host)))
    return [one.pk for one in ordered(found, host)][:most]


def continued(session):
    """Return the training whose graduates a session is for, or None."""
    return session.training.continues if session.training else None


def _read(people):
    over = Invitation.objects.unanswered().filter(participant=OuterRef("pk"), session__booking_closes_at__lte=now())
    over = over.filter(session__state=Session.State.PUBLISHED).order_by().values("participant")
    times = Coalesce(Subquery(over.annotate(times=Count("pk")).values("times")), 0)
    first = people.annotate(unanswered=times).order_by("-is_checked", "registered_at", "pk")[:READ]
    rows = first.values_list("pk", "kecamatan_id", "is_checked", "availability", "unanswered", "registered_at")
    return [
        Candidate(pk, kecamatan, is_checked, bool(free), unanswered, registered_at)
        for pk, kecamatan, is_checked, free, unanswered, registered_at in rows
    ]


def _fitting(session, people):
    held = memory.contents([session.pk])[session.pk]
    person = OuterRef("pk")
    mine = Seat.objects.filter(participant=person)
    asked = Invitation.objects.filter(participant=person)
    attended = mine.filter(state=Seat.State.ATTENDED)
    coming = mine.filter(state__in=[Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED])
    # Asked for the same thing elsewhere, and may still say yes.
    pending = asked.filter(session__booking_closes_at__gt=now()).exclude(state=Invitation.State.DECLINED)
    pending = pending.exclude(session__state=Session.State.CANCELLED)
    if session.training and session.training.kind == TrainingKind.HARD:
        # Its modules are those of every commodity: what counts is the training itself.
        same = Q(session__training=session.training)
        misses = ~Exists(attended.filter(same))
    else:
        same = Q(session__modules__in=[module.pk for module in held.modules])
        missing = [~Exists(attended.filter(session__modules=module.pk)) for module in held.modules]
        misses = reduce(or_, map(Q, missing), Q(pk__in=[]))
    at_that_hour = [
        Q(session__meetings__starts_at__lt=meeting.ends_at, session__meetings__ends_at__gt=meeting.starts_at)
        for meeting in held.meetings
    ]
    if first := continued(session):
        people = people.filter(pk__in=finished(first))
    people = people.filter(misses).exclude(Exists(asked.filter(session=session.pk)))
    people = people.exclude(Exists(mine.live().filter(session=session.pk)))
    people = people.exclude(Exists(coming), holds_nik=False)  # has one seat at a time
    people = people.exclude(Exists(coming.filter(same))).exclude(Exists(pending.filter(same)))
    people = people.exclude(Exists(coming.filter(reduce(or_, at_that_hour, Q(pk__in=[])))))
    return _free(people, session, held.meetings)


def _free(people, session, meetings):
    """Those who are free in every part of a week that the meetings touch, and those who never said when they are."""
    touched = reduce(or_, (availability.parts_of(meeting.starts_at, meeting.ends_at) for meeting in meetings), 0)
    people = people.annotate(free_then=F("availability").bitand(touched))
    people = people.filter(Q(availability=0) | Q(free_then=touched))
    return people.filter(cannot_whole_day=False) if turnouts.kind_of(session, meetings).is_whole_day else people
