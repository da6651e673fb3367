"""Draws of stalls and the places they gave."""

from django.db import models
from django.db.models import Q

from bazaars.models.applications import StallApplication
from bazaars.models.bazaars import Bazaar
from okoce.actor_fields import actor_field
from okoce.clock import now


class OfHostedBazaars(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bazaar__in=Bazaar.objects.visible_to(user, "bazaars.view_draw"))


class ClosedList(models.Model):
    """The applications as they were frozen, and where the seed will come from, said before anybody can know it."""

    bazaar = models.OneToOneField(Bazaar, models.PROTECT, related_name="closed_list", verbose_name="bazar")
    content = models.TextField("isi daftar")
    sha256 = models.CharField("SHA-256", max_length=64)
    seed_source = models.CharField("asal angka acak", max_length=200)
    draws_on = models.DateField("hari undian")
    closed_at = models.DateTimeField("ditutup", default=now, editable=False)
    closed_by = actor_field("ditutup oleh")

    objects = OfHostedBazaars.as_manager()

    class Meta:
        verbose_name = "daftar lamaran tertutup"
        verbose_name_plural = "daftar lamaran tertutup"

    def __str__(self):
        return f"Daftar {self.sha256[:12]}"


class Draw(models.Model):
    """One drawing of lots. A second one is a new row with its reason; the first stays as it was."""

    bazaar = models.ForeignKey(Bazaar, models.PROTECT, related_name="draws", verbose_name="bazar")
    number = models.PositiveSmallIntegerField("undian ke")
    rule = models.CharField("aturan", max_length=20)
    seed = models.CharField("angka acak", max_length=64)
    list_sha256 = models.CharField("SHA-256 daftar", max_length=64)
    reason = models.CharField("alasan undian ulang", max_length=200, blank=True)
    drawn_at = models.DateTimeField("diundi", default=now, editable=False)
    drawn_by = actor_field("diundi oleh")

    objects = OfHostedBazaars.as_manager()

    class Meta:
        verbose_name = "undian"
        verbose_name_plural = "undian"
        ordering = ["bazaar", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bazaar", "number"], name="draws_are_numbered"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="second_draw_has_a_reason"),
        ]

    def __str__(self):
        return f"Undian ke-{self.number}"


class DrawResult(models.Model):
    """What a draw said of one application, with the reason in a sentence."""

    class Outcome(models.TextChoices):
        STALL = "stall", "mendapat lapak"
        RESERVE = "reserve", "cadangan"
        WITHDRAWN = "withdrawn", "mundur"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="results", verbose_name="undian")
    application = models.ForeignKey(StallApplication, models.CASCADE, related_name="results", verbose_name="lamaran")
    outcome = models.CharField("hasil", max_length=9, choices=Outcome.choices)
    position = models.PositiveIntegerField("urutan", null=True)
    stall_number = models.PositiveSmallIntegerField("lapak", null=True)
    reserve_number = models.PositiveIntegerField("nomor cadangan", null=True)
    reason = models.CharField("alasan", max_length=300)

    class Meta:
        verbose_name = "hasil undian"
        verbose_name_plural = "hasil undian"
        ordering = ["draw", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "application"], name="one_result_per_application"),
            models.UniqueConstraint(fields=["draw", "position"], name="one_application_per_position"),
            models.CheckConstraint(condition=~Q(reason=""), name="every_result_has_a_reason"),
        ]

    def __str__(self):
        return self.get_outcome_display()

    @property
    def in_words(self):
        if self.outcome == self.Outcome.RESERVE:
            return f"cadangan nomor {self.reserve_number}"
        return f"lapak {self.stall_number}" if self.stall_number else self.get_outcome_display()
