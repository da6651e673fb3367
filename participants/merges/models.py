"""Two records become one: proposed by one officer, carried out by another, undone within 30 days."""

import json

from django.db import models
from django.db.models import F, Q

from okoce.sealing import seal, unseal
from participants.people.models import Participant
from participants.people.models.proposals import DECIDED_BY_ANOTHER, Proposal, ProposalQuerySet
from participants.people.reach import Reach

ADD, CONFIRM, UNDO = "merges.add_merge", "merges.confirm_merge", "merges.undo_merge"


class MergeState(models.TextChoices):
    WAITING = "waiting", "menunggu petugas kedua"
    DONE = "done", "sudah disatukan"
    REFUSED = "refused", "ditolak"
    UNDONE = "undone", "dibatalkan"


class MergeQuerySet(ProposalQuerySet):
    def visible_to(self, user, permission=ADD):
        """Return merges of people whom the user may see; of one that waits, both."""
        reach = Reach.of(user, permission, own=False)
        return self.filter(reach.on("keep"), reach.on("duplicate") | Q(duplicate=None))

    def with_people(self):
        return self.select_related("keep", "duplicate", "proposed_by", "decided_by", "undone_by")


class Merge(Proposal):
    """`duplicate` becomes part of `keep`. What was written for it lies in the log until it can be undone no more."""

    State, CARRIED_OUT = MergeState, MergeState.DONE

    keep = models.ForeignKey(Participant, models.CASCADE, related_name="merges", verbose_name="data yang dipakai")
    # None once it is part of the other record; the access log and the journey still name the row it was.
    duplicate = models.ForeignKey(
        Participant, models.CASCADE, null=True, related_name="merges_as_duplicate", verbose_name="data yang disatukan"
    )
    former_id = models.BigIntegerField(editable=False)
    former_number = models.CharField("nomor yang disatukan", max_length=20, editable=False)
    state = models.CharField("keadaan", max_length=7, choices=State.choices, default=State.WAITING)
    lost_stages = models.JSONField("langkah yang gugur", default=list)
    refusal = models.CharField("alasan penolakan", max_length=200, blank=True)
    log_sealed = models.BinaryField(default=b"", editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = "penyatuan data"
        verbose_name_plural = "penyatuan data"
        permissions = [
            ("confirm_merge", "Boleh mengesahkan penyatuan data"),
            ("undo_merge", "Boleh membatalkan penyatuan data"),
        ]
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["keep"], condition=Q(state=MergeState.WAITING), name="one_merge_waits_for_keep"
            ),
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(state=MergeState.WAITING), name="one_merge_waits_for_duplicate"
            ),
            models.CheckConstraint(condition=Q(state__in=MergeState.values), name="merge_state_is_known"),
            models.CheckConstraint(condition=~Q(keep=F("duplicate")), name="merge_is_of_two"),
            models.CheckConstraint(condition=DECIDED_BY_ANOTHER, name="merge_takes_two_officers"),
            models.CheckConstraint(
                condition=Q(state=MergeState.WAITING) | Q(decided_by__isnull=False), name="decided_merge_names_who"
            ),
        ]

    def __str__(self):
        return f"Penyatuan {self.former_number}"

    def allows(self, user, permission):
        """Return whether a user may do this with the record, and with the other while there are two."""
        reach = Reach.of(user, permission, own=False)
        return self.keep in reach and (self.duplicate is None or self.duplicate in reach)

    @property
    def log(self):
        """What was written and what stood there before, as participants/merges/snapshots.py made it."""
        return json.loads(unseal(self.log_sealed))

    @log.setter
    def log(self, value):
        self.log_sealed = seal(json.dumps(value)) if value else b""

    @property
    def may_be_undone(self):
        return super().may_be_undone and bool(self.log_sealed)
