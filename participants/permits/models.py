"""Business licences: applied for, issued or refused."""

from django.db import models
from django.db.models import Q

from okoce.clock import now
from okoce.dates import OLDEST_PAPER
from okoce.history import History, TrackedQuerySet
from okoce.programme.licence_kinds import LicenceKind
from participants.cleaning import licence_numbers
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


class NumberKeyField(models.CharField):
    """By what two spellings of a number are the same, written with the row by save and bulk_create."""

    def pre_save(self, instance, add):
        found = licence_numbers.key(instance.number)
        setattr(instance, self.attname, found)
        return found


class Licence(Voidable):
    """A business licence applied for. Evidence of Perizinan once it is issued with number and day."""

    Kind = LicenceKind

    State = LicenceState

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="licences", verbose_name="peserta")
    kind = models.CharField("jenis", max_length=5, choices=Kind.choices)
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.APPLIED)
    number = models.CharField("nomor", max_length=40, blank=True)
    number_key = NumberKeyField("kunci nomor", max_length=40, default="", editable=False)
    issued_on = models.DateField("terbit", null=True, blank=True)
    refusal_reason = models.CharField("alasan ditolak", max_length=200, blank=True)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)
    from_list = models.BooleanField("dari daftar", default=False, editable=False)

    objects = LicenceQuerySet.as_manager()
    history = History(without=["number_key", "from_list"], owner="participant", goes_along=True)

    class Meta:
        verbose_name = "izin usaha"
        verbose_name_plural = "izin usaha"
        ordering = ["-id"]
        indexes = [models.Index(fields=["number_key"], name="licences_by_number")]
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

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and "number" in update_fields:
            update_fields = {*update_fields, "number_key"}
        super().save(*args, update_fields=update_fields, **kwargs)
