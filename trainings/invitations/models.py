"""Invitations to a session, and how many of those invited came, summed by kecamatan and kind of session."""

from django.core import signing
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.pk_parsing import row_number
from participants.people.models import Participant
from trainings.invitations.states import AnswerWay, Channel, InvitationState
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

VIEW, INVITE = "invitations.view_invitation", "invitations.add_invitation"
_signer = signing.Signer(salt="trainings.invitations.answer")


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return those to the sessions that somebody hosts."""
        return self.filter(session__in=Session.objects.visible_to(user, VIEW))

    def with_token(self, token):
        """Return the one that a signed link names, or none: the link opens this invitation and nothing else."""
        try:
            pk, _, session = _signer.unsign(token).partition("-")
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=row_number(pk), session=row_number(session), participant__erased_at=None)

    def with_positions(self):
        """With `position`, the waiting number of the seat that the answer led to (see Seat.objects.with_positions)."""
        numbers = Seat.objects.with_positions().filter(pk=OuterRef("seat")).values("position")
        return self.annotate(position=Subquery(numbers))

    def answerable(self):
        """Return those to sessions whose booking is still open."""
        return self.filter(session__in=Session.objects.bookable())

    def unanswered(self):
        """Return those without an answer, and without a seat that somebody booked instead of answering."""
        seated = Seat.objects.live().filter(session=OuterRef("session"), participant=OuterRef("participant"))
        return self.filter(~Exists(seated), state=Invitation.State.INVITED)


class Invitation(models.Model):
    """Somebody is asked to come to a session. Not a seat: who says yes while chairs are free gets one.

    It may be answered, and answered otherwise, until booking for the session ends; it follows a session that moves.
    """

    State = InvitationState
    Channel = Channel
    Way = AnswerWay

    session = models.ForeignKey(Session, models.PROTECT, related_name="invitations", verbose_name="sesi")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="invitations", verbose_name="peserta")
    state = models.CharField("jawaban", max_length=8, choices=State.choices, default=State.INVITED)
    seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, blank=True, related_name="invitations", verbose_name="kursi"
    )
    invited_by = actor_field("diundang oleh", models.SET_NULL, optional=True)
    invited_at = models.DateTimeField("diundang", default=now, editable=False)
    channel = models.CharField("dikabari", max_length=10, choices=Channel.choices, blank=True)
    notified_at = models.DateTimeField("dikabari pada", null=True, blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answered_by_way = models.CharField("cara menjawab", max_length=8, choices=Way.choices, blank=True)
    answered_by = actor_field("dijawab oleh", models.SET_NULL, optional=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="one_invitation_per_person"),
            models.CheckConstraint(condition=Q(state__in=InvitationState.values), name="invitation_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=InvitationState.INVITED) | Q(answered_at__isnull=False),
                name="invitation_answer_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(notified_at__isnull=True) | ~Q(channel=""), name="invitation_goes_out_by_a_channel"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "id"], condition=Q(notified_at=None), name="invitations_to_send"),
        ]

    def __str__(self):
        return f"Undangan {self.pk} {self.get_state_display()}"

    @property
    def token(self):
        """What stands in the link: signed for this invitation to this session, and for answering only."""
        return _signer.sign(f"{self.pk}-{self.session_id}")

    @property
    def url(self):
        return reverse("trainings:invitations-answer", args=[self.token])

    @property
    def expires_at(self):
        """Until when it may be answered: while the session, as it is planned now, may be booked."""
        return self.session.booking_closes_at

    @property
    def is_open(self):
        return self.session.is_bookable

    @property
    def has_live_seat(self):
        """Whether its yes still holds: the chair or stand-by number was not given back since."""
        return self.state == self.State.CONFIRMED and self.seat is not None and self.seat.is_live

    @property
    def is_stand_by(self):
        return self.has_live_seat and self.seat.state == Seat.State.WAITING

    @property
    def status(self):
        """The key for the colour of what `in_words` says."""
        if self.state == self.State.CONFIRMED and self.seat is not None:
            return self.seat.state
        return {self.State.INVITED: "waiting", self.State.DECLINED: "cancelled"}.get(self.state, self.state)

    @property
    def in_words(self):
        """For a list: what was answered, and what came of it."""
        if self.state == self.State.INVITED and not self.is_open:
            return "tidak menjawab"
        if self.state != self.State.CONFIRMED or self.seat is None:
            return self.get_state_display()
        return f"cadangan nomor {self.seat.position}" if self.is_stand_by else self.seat.in_words


class TurnoutSumQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.areas_for(VIEW).on("kecamatan"))


class TurnoutSum(models.Model):
    """People invited and who came, of all sessions of a kind in a kecamatan that are over (turnouts.py: recount)."""

    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan")
    training_kind = models.CharField("jenis", max_length=4, choices=TrainingKind.choices)
    is_whole_day = models.BooleanField("sehari penuh")
    invited = models.PositiveIntegerField("diundang")
    came = models.PositiveIntegerField("datang")

    objects = TurnoutSumQuerySet.as_manager()

    class Meta:
        verbose_name = "jumlah kedatangan"
        verbose_name_plural = "jumlah kedatangan"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kecamatan", "training_kind", "is_whole_day"], name="one_turnout_per_kind"),
            models.CheckConstraint(condition=Q(came__lte=models.F("invited")), name="only_those_invited_came"),
        ]

    def __str__(self):
        return f"{self.came} dari {self.invited}"
