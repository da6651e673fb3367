"""How the invitations of a session stand, in counts."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from okoce.formats import angka
from trainings.invitations.models import Invitation
from trainings.seats.models import Seat

State = Invitation.State


class Counts(NamedTuple):
    """People invited: by which way they were notified, and what they answered.

    `pending` are those without an answer who did not book a seat instead.
    """

    invited: int
    by_message: int
    by_call: int
    unanswered: int
    pending: int
    seated: int
    stand_by: int
    declined: int

    @property
    def notified(self):
        return self.by_message + self.by_call

    @property
    def ways_in_words(self):
        """94 lewat pesan, 43 lewat daftar telepon."""
        ways = ((self.by_message, Invitation.Channel.MESSAGE), (self.by_call, Invitation.Channel.CALL))
        return ", ".join(f"{angka(people)} {way.label}" for people, way in ways if people) or "belum ada"


def counts_of(session):
    """Return the Counts of a session, in one statement."""
    is_seated = Exists(Seat.objects.live().filter(session=session.pk, participant=OuterRef("participant")))
    said_yes = Q(state=State.CONFIRMED)
    return Counts(
        **session.invitations.order_by().aggregate(
            invited=Count("pk"),
            by_message=Count("pk", filter=Q(channel=Invitation.Channel.MESSAGE)),
            by_call=Count("pk", filter=Q(channel=Invitation.Channel.CALL)),
            unanswered=Count("pk", filter=Q(state=State.INVITED)),
            pending=Count("pk", filter=~is_seated & Q(state=State.INVITED)),
            seated=Count("pk", filter=said_yes & Q(seat__state__in=Seat.TAKEN)),
            stand_by=Count("pk", filter=said_yes & Q(seat__state=Seat.State.WAITING)),
            declined=Count("pk", filter=Q(state=State.DECLINED)),
        )
    )
