"""Requests of people about their own data, each with its clock and its outcome."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from participants.people.reach import Reach
from participants.rights.states import (
    ANSWERED_WITHIN,
    LOOKS,
    ON_CARD,
    OPEN,
    RequestKind,
    RequestState,
    RequestWay,
    Wrong,
    clock_in_words,
    wrong_in_words,
)

VIEW, ADD, DECIDE = (f"rights.{act}_rightsrequest" for act in ("view", "add", "change"))
ANSWER = "rights.answer_correction"
TRACE = "rights.trace_breach"
REGISTER = "rights.view_processing"
LIMITS = {RequestKind.RESTRICTION: "restricted_at", RequestKind.OBJECTION: "objected_at"}


def due():
    return now() + ANSWERED_WITHIN


class RightsRequestQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        """Return those of people with whom a user may do this, their own among them."""
        return self.filter(Reach.of(user, permission).on("participant"))

    def supervised_by(self, user, permission=VIEW):
        """Return those a user sees as their work."""
        return self.filter(Reach.of(user, permission, own=False).on("participant"))

    def open(self):
        return self.filter(state__in=OPEN)

    def corrections(self):
        """Return the open ones that ask for a correction."""
        return self.open().filter(kind=RequestKind.CORRECTION)

    def missed(self):
        return self.open().filter(due_at__lt=now())


class RightsRequest(models.Model):
    """One request. What it asks for is done by who decides, or stands at once (restriction, objection)."""

    Kind, State, Way, Wrong = RequestKind, RequestState, RequestWay, Wrong

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="rights_requests", db_index=False, verbose_name="peserta"
    )
    kind = models.CharField("yang diminta", max_length=12, choices=RequestKind.choices)
    way = models.CharField("cara", max_length=8, choices=RequestWay.choices)
    words = models.CharField("keterangan", max_length=500, blank=True)
    wrong = models.JSONField("yang keliru", default=list, blank=True)
    asked_at = models.DateTimeField("diminta", default=now, editable=False)
    asked_by = actor_field("dicatat oleh", models.SET_NULL, optional=True)
    due_at = models.DateTimeField("paling lambat", default=due, editable=False)
    state = models.CharField("keadaan", max_length=10, choices=RequestState.choices, default=RequestState.NEW)
    taken_at = models.DateTimeField("mulai diproses", null=True, blank=True, editable=False)
    taken_by = actor_field("diproses oleh", optional=True)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True, editable=False)
    decided_by = actor_field("diputuskan oleh", optional=True)
    outcome = models.CharField("hasil", max_length=500, blank=True)
    lifted_at = models.DateTimeField("dicabut", null=True, blank=True, editable=False)
    lifted_by = actor_field("dicabut oleh", optional=True)
    lift_words = models.CharField("alasan dicabut", max_length=500, blank=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "permohonan hak"
        verbose_name_plural = "permohonan hak"
        ordering = ["-asked_at", "-id"]
        permissions = [
            ("answer_correction", "Boleh menjawab permintaan pembetulan"),
            ("trace_breach", "Boleh menelusuri kebocoran"),
            ("view_processing", "Boleh membaca daftar pemrosesan data"),
        ]
        indexes = [
            models.Index(fields=["participant", "-asked_at"], name="rights_of_a_person"),
            models.Index(fields=["due_at"], condition=Q(state__in=OPEN), name="rights_by_clock"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind"], condition=Q(state__in=OPEN), name="one_open_request_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="rights_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="rights_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.DONE, RequestState.REFUSED])
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="decided_request_has_an_outcome",
            ),
        ]

    def __str__(self):
        return f"Permohonan {self.get_kind_display()}"

    def allows(self, user, permission):
        """Return whether a user may do this with the person it is about."""
        return self.participant.allows(user, permission)

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_missed(self):
        return self.is_open and self.due_at < now()

    @property
    def was_late(self):
        return self.decided_at is not None and self.decided_at > self.due_at

    @property
    def clock(self):
        return clock_in_words(self.due_at, now()) if self.is_open else ""

    @property
    def look(self):
        return LOOKS[self.state]

    @property
    def wrong_in_words(self):
        """Return what is wrong as one phrase: "nama, NIK"."""
        return wrong_in_words(self.wrong)

    @property
    def is_on_card(self):
        """Whether something is asked for that two officers put right."""
        return any(name in ON_CARD for name in self.wrong)

    @property
    def limits_now(self):
        """Whether a decided request still keeps the data back."""
        return self.kind in LIMITS and self.state == RequestState.DONE and self.lifted_at is None

    @property
    def gives_copy(self):
        """Whether a copy may be handed over for it."""
        return self.kind in (RequestKind.COPY, RequestKind.VIEW) and self.state in (*OPEN, RequestState.DONE)
