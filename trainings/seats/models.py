"""Seats: who takes part in a session, who waits, who was released."""

from functools import cached_property

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.reference.memory import ReferenceQuerySet
from participants.people.models import Participant
from participants.people.reach import VIEW, Reach
from trainings.seats.states import HOLDING, TAKEN, SeatState
from trainings.sessions.models import Session

BOOK_FOR_MENTEE = "mentoring.book_seat"


class SeatQuerySet(models.QuerySet):
    def taken(self):
        return self.filter(state__in=Seat.TAKEN)

    def expected(self):
        """Who stands on the attendance list."""
        return self.filter(state__in=Seat.EXPECTED)

    def waiting(self):
        return self.filter(state=Seat.State.WAITING).order_by("queue_number")

    def with_positions(self):
        """With `position`, the waiting number people read: how far in front somebody waits, without holes."""
        ahead = Seat.objects.filter(state=Seat.State.WAITING, session=OuterRef("session"))
        ahead = ahead.filter(queue_number__lte=OuterRef("queue_number")).order_by().values("session")
        number = Subquery(ahead.annotate(people=Count("pk")).values("people"))
        return self.annotate(position=Case(When(state=Seat.State.WAITING, then=number)))

    def live(self):
        return self.exclude(state=Seat.State.RELEASED)

    def owned_by(self, user):
        return self.filter(participant__user=user) if user.is_authenticated else self.none()

    def manageable_by(self, user):
        """Whose seat it is, the mentor of today, and the hosts who may book for others."""
        hosted = Session.objects.visible_to(user, "seats.change_seat")
        mentored = Reach.of(user, BOOK_FOR_MENTEE, own=False).on("participant")
        return self.filter(Q(session__in=hosted) | Q(participant__user=user) | mentored)

    def visible_to(self, user):
        """Hosts see their roster; everybody sees what belongs to people they may see."""
        hosted = user.areas_for("seats.view_seat").on("session__kecamatan")
        return self.filter(hosted | Reach.of(user, VIEW).on("participant"))


class Seat(models.Model):
    """A person's place in a session, from waiting to attended."""

    State = SeatState
    TAKEN = TAKEN
    EXPECTED = (State.CONFIRMED, State.ATTENDED, State.ABSENT)

    # Without an index of their own: two of those below begin with them, and each seat sold writes every index.
    session = models.ForeignKey(Session, models.PROTECT, related_name="seats", db_index=False, verbose_name="sesi")
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="seats", db_index=False, verbose_name="peserta"
    )
    state = models.CharField("keadaan", max_length=9, choices=State.choices)
    # The order of the waiting list: it only grows, so that nobody is passed. People read `position`.
    queue_number = models.PositiveIntegerField("urutan daftar tunggu", null=True, blank=True)
    offered_until = models.DateTimeField("ditawarkan sampai", null=True, blank=True)
    booked_by = actor_field("dipesan oleh", models.SET_NULL, optional=True)
    booked_at = models.DateTimeField("dipesan", default=now, editable=False)
    changed_at = models.DateTimeField("berubah", default=now)
    release_reason = models.CharField("alasan dilepas", max_length=200, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "kursi"
        verbose_name_plural = "kursi"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["participant", "-id"], name="seats_of_a_person"),
            models.Index(fields=["session", "state", "queue_number"], name="seats_of_a_session"),
            models.Index(fields=["offered_until"], condition=Q(state=SeatState.OFFERED), name="open_offers"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"], condition=~Q(state=SeatState.RELEASED), name="one_seat_per_person"
            ),
            models.UniqueConstraint(fields=["session", "queue_number"], name="one_person_per_queue_number"),
            models.CheckConstraint(
                condition=~Q(state=SeatState.WAITING) | Q(queue_number__isnull=False), name="waiting_has_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(state=SeatState.OFFERED) | Q(offered_until__isnull=False), name="offer_has_an_end"
            ),
        ]

    def __str__(self):
        return f"Kursi {self.pk} {self.get_state_display()}"

    @cached_property
    def position(self):
        """The waiting number people read; lists read it with the rows (`with_positions`)."""
        waiting = Seat.objects.filter(state=self.State.WAITING, session=self.session_id)
        return waiting.filter(queue_number__lte=self.queue_number).count()

    @property
    def in_words(self):
        """For a list or a short answer: kursi pasti, nomor tunggu 12, …"""
        if self.state == self.State.WAITING:
            return f"nomor tunggu {self.position}"
        words = {self.State.OFFERED: "kursi ditawarkan", self.State.CONFIRMED: "kursi pasti"}
        return words.get(self.state, self.get_state_display())

    def is_manageable_by(self, user):
        """What `manageable_by` says of rows, of a seat that was read with its session and person."""
        is_theirs = self.participant.belongs_to(user) or self.participant.allows(user, BOOK_FOR_MENTEE)
        return is_theirs or self.session.allows(user, "seats.change_seat")

    @property
    def may_be_swapped(self):
        """Whether its person may still change to another session, which then has to have a place."""
        return self.state in HOLDING and not self.session.has_started

    @property
    def was_cancelled_with_session(self):
        return self.state == self.State.RELEASED and self.session.state == Session.State.CANCELLED

    @property
    def is_live(self):
        return self.state != self.State.RELEASED

    @property
    def is_open_offer(self):
        return self.state == self.State.OFFERED and not self.has_expired

    @property
    def may_be_released(self):
        return self.state in HOLDING

    @property
    def has_expired(self):
        return self.state == self.State.OFFERED and self.offered_until <= now()


class SeatShareQuerySet(ReferenceQuerySet):
    def visible_to(self, user):
        return self.filter(session__in=Session.objects.visible_to(user))


class SeatShare(models.Model):
    """How many seats of a session are for the people of a kelurahan, until they are released to everybody."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="seat_shares", db_index=False, verbose_name="sesi"
    )
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kelurahan")
    seats = models.PositiveSmallIntegerField("kursi")
    set_by = actor_field("ditetapkan oleh", models.SET_NULL, optional=True)
    set_at = models.DateTimeField("ditetapkan", default=now, editable=False)

    objects = SeatShareQuerySet.as_manager()

    class Meta:
        verbose_name = "jatah kursi"
        verbose_name_plural = "jatah kursi"
        ordering = ["session", "kelurahan"]
        constraints = [
            models.UniqueConstraint(fields=["session", "kelurahan"], name="one_share_per_session_and_kelurahan")
        ]

    def __str__(self):
        return f"{self.seats} kursi untuk {self.kelurahan_id}"
