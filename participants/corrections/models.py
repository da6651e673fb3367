"""What stands on a card is put right: proposed by one officer, written by another, undone in 30 days."""

import json

from django.db import models
from django.db.models import Q

from okoce.sealing import seal, unseal
from participants.corrections import card
from participants.people.models import Participant
from participants.people.models.proposals import DECIDED_BY_ANOTHER, Proposal, ProposalQuerySet
from participants.people.reach import Reach
from participants.rights.models import RightsRequest

VIEW, ADD = "corrections.view_correction", "corrections.add_correction"
CONFIRM, UNDO = "corrections.confirm_correction", "corrections.undo_correction"


class CorrectionState(models.TextChoices):
    WAITING = "waiting", "menunggu petugas kedua"
    DONE = "done", "sudah dibetulkan"
    REFUSED = "refused", "ditolak"
    WITHDRAWN = "withdrawn", "ditarik pengusul"
    UNDONE = "undone", "dibatalkan"


class Seen(models.TextChoices):
    """What the officer who proposes had before them."""

    CARD = "ktp", "KTP asli"
    FAMILY_CARD = "kk", "Kartu Keluarga"
    BIRTH = "akta", "Akta kelahiran"
    REGISTRY = "dukcapil", "Surat keterangan Dukcapil"
    COURT = "putusan", "Putusan pengadilan"
    OTHER = "lain", "Surat lain"


class CorrectionQuerySet(ProposalQuerySet):
    def visible_to(self, user, permission=VIEW):
        return self.filter(Reach.of(user, permission, own=False).on("participant"))

    def with_people(self):
        return self.select_related("participant", "proposed_by", "decided_by", "undone_by", "request")


class Correction(Proposal):
    """New values for what stands on a card. Old and new lie sealed: a NIK is among them."""

    State, CARRIED_OUT = CorrectionState, CorrectionState.DONE
    Seen = Seen

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="corrections", verbose_name="peserta")
    request = models.ForeignKey(
        RightsRequest, models.SET_NULL, null=True, blank=True, related_name="corrections", verbose_name="permohonan"
    )
    fields = models.JSONField("yang dibetulkan", default=list)
    values_sealed = models.BinaryField(editable=False)
    state = models.CharField("keadaan", max_length=9, choices=State.choices, default=State.WAITING)
    seen = models.CharField("yang dilihat", max_length=8, choices=Seen.choices)
    answer = models.CharField("kata petugas kedua", max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta(Proposal.Meta):
        verbose_name = "pembetulan data KTP"
        verbose_name_plural = "pembetulan data KTP"
        permissions = [
            ("confirm_correction", "Boleh mengesahkan pembetulan data KTP"),
            ("undo_correction", "Boleh membatalkan pembetulan data KTP"),
        ]
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant"], condition=Q(state=CorrectionState.WAITING), name="one_correction_waits"
            ),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_is_known"),
            models.CheckConstraint(condition=Q(seen__in=Seen.values), name="correction_says_what_was_seen"),
            models.CheckConstraint(condition=DECIDED_BY_ANOTHER, name="correction_takes_two_officers"),
            models.CheckConstraint(
                condition=Q(state__in=[CorrectionState.WAITING, CorrectionState.WITHDRAWN])
                | Q(decided_by__isnull=False),
                name="decided_correction_names_who",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.REFUSED) | ~Q(answer=""), name="refused_correction_says_why"
            ),
        ]

    def __str__(self):
        return f"Pembetulan {self.fields_in_words}"

    def allows(self, user, permission):
        return self.participant in Reach.of(user, permission, own=False)

    @property
    def values(self):
        """{"old": {field: value}, "new": {field: value}, "flags": what was in doubt before, once it is written}."""
        return json.loads(unseal(self.values_sealed))

    @values.setter
    def values(self, value):
        self.values_sealed = seal(json.dumps(value))

    @property
    def fields_in_words(self):
        return card.labels(self.fields)
