"""Somebody moves to another kecamatan: proposed where they lived, accepted where they live, moved back in 30 days."""

from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.proposals import DECIDED_BY_ANOTHER, Proposal, ProposalQuerySet
from participants.people.reach import Reach

VIEW, ADD, ASK = "moves.view_move", "moves.add_move", "moves.ask_move"
ACCEPT, UNDO = "moves.accept_move", "moves.undo_move"
ADDRESS = ("street", "rt", "rw")


class MoveState(models.TextChoices):
    WAITING = "waiting", "menunggu kecamatan tujuan"
    ACCEPTED = "approved", "diterima"
    REFUSED = "refused", "ditolak"
    WITHDRAWN = "withdrawn", "ditarik pengusul"
    UNDONE = "undone", "dikembalikan"


class MoveQuerySet(ProposalQuerySet):
    def visible_to(self, user, permission=VIEW):
        """Return moves of people in the user's area, and those that wait to come into it."""
        reach = Reach.of(user, permission, own=False)
        return self.filter(reach.on("participant") | (Q(state=MoveState.WAITING) & reach.area.on("to_kecamatan")))

    def coming_to(self, user, permission=ACCEPT):
        """Return those that wait for an officer of where they lead to."""
        area = Reach.of(user, permission, own=False).area
        return self.filter(area.on("to_kecamatan"), state=MoveState.WAITING)

    def with_people(self):
        return self.select_related("participant", "proposed_by", "decided_by", "undone_by")


class Move(Proposal):
    """From one kecamatan to another. What was reached before stays counted where it was reached."""

    State, CARRIED_OUT = MoveState, MoveState.ACCEPTED

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="moves", verbose_name="peserta")
    from_kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="dari")
    from_kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    to_kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="ke")
    to_kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    street = models.CharField("alamat baru", max_length=160)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    moved_on = models.DateField("pindah sejak")
    is_own = models.BooleanField("diminta orangnya", default=False)
    state = models.CharField("keadaan", max_length=9, choices=State.choices, default=State.WAITING)
    answer = models.CharField("kata kecamatan tujuan", max_length=200, blank=True)
    # What accepting replaced, for the way back.
    address_before = models.JSONField("alamat sebelumnya", default=dict, editable=False)
    mentor_before = actor_field("pendamping sebelumnya", models.SET_NULL, optional=True, editable=False)
    undone_at = models.DateTimeField("dikembalikan", null=True, blank=True, editable=False)
    undone_by = actor_field("dikembalikan oleh", optional=True, editable=False)
    undo_reason = models.CharField("alasan pengembalian", max_length=200, blank=True)

    objects = MoveQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = "perpindahan peserta"
        verbose_name_plural = "perpindahan peserta"
        permissions = [
            ("ask_move", "Boleh meminta pindah kecamatan"),
            ("accept_move", "Boleh menerima peserta yang pindah"),
            ("undo_move", "Boleh mengembalikan peserta yang pindah"),
        ]
        indexes = [
            models.Index(fields=["to_kecamatan", "-id"], condition=Q(state=MoveState.WAITING), name="moves_that_wait")
        ]
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant"], condition=Q(state=MoveState.WAITING), name="one_move_waits"
            ),
            models.CheckConstraint(condition=Q(state__in=MoveState.values), name="move_state_is_known"),
            models.CheckConstraint(
                condition=~Q(from_kecamatan=F("to_kecamatan")), name="move_leads_to_another_kecamatan"
            ),
            models.CheckConstraint(condition=DECIDED_BY_ANOTHER, name="move_takes_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=[MoveState.WAITING, MoveState.WITHDRAWN]) | Q(decided_by__isnull=False),
                name="decided_move_names_who",
            ),
            models.CheckConstraint(condition=~Q(state=MoveState.REFUSED) | ~Q(answer=""), name="refused_move_says_why"),
        ]

    def __str__(self):
        return f"Pindah ke {self.to_in_words}"

    def allows(self, user, permission):
        """Return whether a user may do this with a move: what `visible_to` says of rows."""
        reach = Reach.of(user, permission, own=False)
        return self.participant in reach or (self.state == MoveState.WAITING and self.to_kecamatan_id in reach.area)

    def is_received_by(self, user):
        """Return whether it waits for this user: an officer of where it leads to, and not who proposed it."""
        area = Reach.of(user, ACCEPT, own=False).area
        is_other = user.pk != self.proposed_by_id
        return self.state == MoveState.WAITING and is_other and self.to_kecamatan_id in area

    @property
    def from_in_words(self):
        return places.line(self.from_kelurahan_id)

    @property
    def to_in_words(self):
        return places.line(self.to_kelurahan_id)
