"""Business licences: applied for, issued or refused."""

from django.db import models
from django.db.models import Q

from okoce.clock import now
from okoce.dates import OLDEST_PAPER
from okoce.history import History, TrackedQuerySet
from okoce.programme.licence_kinds import LicenceKind
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant


class LicenceState(models.TextChoices):
    """How the application for a licence stands, or ended."""

    APPLIED = "applied", "diajukan"
    ISSUED = "issued", "terbit"
    REFUSED = "refused", "ditolak"


class LicenceQuerySet(VoidableQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user, "permits.view_licence"))

    def manageable_by(self, user):
        people = Participant.objects.visible_to(user, "permits.change_licence")
        return self.standing().filter(participant__in=people)


class Licence(Voidable):
    """A business licence applied for. Evidence of Perizinan once it is issued with number and day."""

    Kind = LicenceKind

    State = LicenceState

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="licences", verbose_name="peserta")
    kind = models.CharField("jenis", max_length=5, choices=Kind.choices)
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.APPLIED)
    number = models.CharField("nomor", max_length=40, blank=True)
    issued_on = models.DateField("terbit", null=True, blank=True)
    refusal_reason = models.CharField("alasan ditolak", max_length=200, blank=True)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = LicenceQuerySet.as_manager()
    history = History(owner="participant", goes_along=True)

    class Meta:
        verbose_name = "izin usaha"
        verbose_name_plural = "izin usaha"
        ordering = ["-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=Q(state=LicenceState.APPLIED, voided_at=None),
                name="one_open_application_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state=LicenceState.ISSUED) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="issued_licence_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(issued_on__gte=OLDEST_PAPER), name="licence_is_of_the_republic"
            ),
            models.CheckConstraint(
                condition=~Q(state=LicenceState.REFUSED) | ~Q(refusal_reason=""), name="refused_licence_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.get_state_display()}"
