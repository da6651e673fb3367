"""How many of those invited came: counted from sessions that are over, and read as what is known of a rate."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, Max, OuterRef

from okoce.clock import now
from trainings.attendance.models import Attendance
from trainings.invitations import rates
from trainings.invitations.models import Invitation, TurnoutSum
from trainings.invitations.rates import Turnout
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

LOOKED_BACK = timedelta(days=730)  # what people did before that says little of the coming month
WHOLE_DAY = timedelta(hours=5)  # a meeting from which on a trader loses the day


class Kind(NamedTuple):
    """Sessions whose rates are compared: what is taught, and whether it takes a whole day."""

    training: str
    is_whole_day: bool

    @property
    def in_words(self):
        return f"{TrainingKind(self.training).label}, {'sehari penuh' if self.is_whole_day else 'beberapa jam'}"


def kind_of(session, meetings):
    """Return the Kind of a session. One outside any training teaches modules of the year."""
    training = session.training.kind if session.training else TrainingKind.SOFT
    return Kind(training, any(meeting.ends_at - meeting.starts_at >= WHOLE_DAY for meeting in meetings))


def invited_of(session):
    """Return the Turnout of one session: people invited, and who of them was seen at any meeting.

    Where nobody was invited by the portal, those with a confirmed seat count as invited: so sessions count that were
    held before there were invitations.
    """
    return _of_sessions(Session.objects.filter(pk=session.pk)).get(session.pk, Turnout())


def people_invited(session):
    """Return how many people were invited to one session, for the figures it closes with."""
    return invited_of(session).invited


@transaction.atomic
def recount():
    """Count every kecamatan and kind anew from the sessions of two years that are over. Idempotent.

    A session at which nobody at all was marked present says nothing: its list was not kept. Returns how many sums.
    """
    used = Attendance.objects.standing().filter(seat__session=OuterRef("pk"))
    over = Session.objects.published().filter(Exists(used), ends_at__lte=now(), ends_at__gt=now() - LOOKED_BACK)
    length = ExpressionWrapper(F("meetings__ends_at") - F("meetings__starts_at"), output_field=DurationField())
    counted, sums = _of_sessions(over), defaultdict(Turnout)
    kinds = over.annotate(longest=Max(length)).order_by().values_list("pk", "kecamatan", "training__kind", "longest")
    for pk, kecamatan, training, longest in kinds:
        kind = Kind(training or TrainingKind.SOFT, bool(longest and longest >= WHOLE_DAY))
        sums[kecamatan, kind] += counted.get(pk, Turnout())
    TurnoutSum.objects.all().delete()
    return len(
        TurnoutSum.objects.bulk_create(
            TurnoutSum(
                kecamatan_id=kecamatan,
                training_kind=kind.training,
                is_whole_day=kind.is_whole_day,
                invited=turnout.invited,
                came=turnout.came,
            )
            for (kecamatan, kind), turnout in sorted(sums.items())
        )
    )


def history(kecamatan, kind):
    """Return (Turnout of the kecamatan, Turnout of the whole city) for sessions of a kind."""
    own, city = Turnout(), Turnout()
    sums = TurnoutSum.objects.filter(training_kind=kind.training, is_whole_day=kind.is_whole_day)
    for code, invited, came in sums.values_list("kecamatan", "invited", "came"):
        city += Turnout(invited, came)
        own = Turnout(invited, came) if code == kecamatan else own
    return own, city


def rates_of(codes):
    """Return {kecamatan: the rate expected} of sessions with modules of the year; empty without any history."""
    own, city = defaultdict(Turnout), Turnout()
    sums = TurnoutSum.objects.filter(training_kind=TrainingKind.SOFT)
    for code, invited, came in sums.values_list("kecamatan", "invited", "came"):
        own[code] += Turnout(invited, came)
        city += Turnout(invited, came)
    known = {code: rates.belief(own[code], city) for code in codes}
    return {code: belief.mean for code, belief in known.items() if belief}


def _of_sessions(sessions):
    """{id: Turnout} of these sessions: of those invited where there are any, else of those with a seat."""
    invitation = Invitation.objects.filter(session=OuterRef("seat__session"), participant=OuterRef("seat__participant"))
    seen = Attendance.objects.standing().filter(seat__session__in=sessions.order_by().values("pk"))
    seated = Seat.objects.expected().filter(session__in=sessions.order_by().values("pk"))
    invited = Invitation.objects.filter(session__in=sessions.order_by().values("pk"))
    asked, came_of_asked = _count(invited, "session"), _came(seen.filter(Exists(invitation)))
    held, came_of_held = _count(seated, "session"), _came(seen.filter(seat__state__in=Seat.EXPECTED))
    return {
        pk: Turnout(asked[pk], came_of_asked.get(pk, 0)) if pk in asked else Turnout(held[pk], came_of_held.get(pk, 0))
        for pk in asked.keys() | held.keys()
    }


def _count(rows, path):
    return dict(rows.order_by().values_list(path).annotate(people=Count("pk")))


def _came(seen):
    found = seen.order_by().values_list("seat__session").annotate(people=Count("seat__participant", distinct=True))
    return dict(found)
