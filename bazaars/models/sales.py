"""Sales at a stall and in an online shop."""

from django.db import models
from django.db.models import Q

from bazaars.models.bazaars import Bazaar
from bazaars.models.stalls import StallDay
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.dates import FIRST_DAY
from participants.journey.models.checks import COUNTS, WAITS, Checkable
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant


class StallSaleQuerySet(VoidableQuerySet):
    def counting(self):
        """Evidence: written down by somebody else than who stood there, or checked by them."""
        return self.standing().filter(COUNTS)

    def awaiting_check(self):
        return self.filter(WAITS)

    def visible_to(self, user, permission="bazaars.view_stallsale"):
        return self.filter(bazaar__in=Bazaar.objects.visible_to(user, permission))

    def checkable_by(self, user):
        """Return what owners entered of themselves, for staff of the place; never for the owner."""
        waiting = self.visible_to(user, "bazaars.change_stallsale").awaiting_check()
        return waiting.exclude(participant__user=user)


class StallSale(Checkable, Voidable):
    """Takings of one person on one day at a bazaar, in whole rupiah. Evidence of Pemasaran."""

    bazaar = models.ForeignKey(Bazaar, models.PROTECT, related_name="sales", verbose_name="bazar")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="stall_sales", verbose_name="peserta")
    # The stall they stood at; none where stalls were given out before the portal did it.
    stall_day = models.ForeignKey(
        StallDay, models.PROTECT, null=True, blank=True, related_name="sales", verbose_name="lapak"
    )
    sold_on = models.DateField("hari")
    amount = models.PositiveBigIntegerField("penjualan (Rp)")
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)
    recorded_by = actor_field("dicatat oleh", models.SET_NULL, optional=True, editable=False)

    objects = StallSaleQuerySet.as_manager()

    class Meta:
        verbose_name = "penjualan lapak"
        verbose_name_plural = "penjualan lapak"
        ordering = ["-sold_on", "-id"]
        indexes = [
            models.Index(fields=["bazaar"], condition=WAITS, name="sale_waits_for_check"),
            models.Index(fields=["sold_on", "id"], name="sales_by_day"),
        ]
        constraints = [
            *Checkable.Meta.constraints,
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["bazaar", "participant", "sold_on"],
                condition=Q(voided_at=None),
                name="one_sale_row_per_person_and_day",
            ),
            models.UniqueConstraint(
                fields=["stall_day"], condition=Q(voided_at=None), name="one_sale_row_per_stall_day"
            ),
            models.CheckConstraint(condition=Q(sold_on__gte=FIRST_DAY), name="sale_is_of_the_programme"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="sale_is_more_than_nothing"),
        ]

    def __str__(self):
        return f"{self.sold_on}"
