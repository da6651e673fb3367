from django.db import models

from bazaars.models.bazaars import Bazaar
from okoce.clock import now
from participants.models import Participant


class StallSaleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bazaar__in=Bazaar.objects.filter(user.areas_for("bazaars.view_stallsale").on("kecamatan")))


class StallSale(models.Model):
    """Takings of one person on one day at a bazaar, in whole rupiah. Evidence of Pemasaran."""

    bazaar = models.ForeignKey(Bazaar, models.PROTECT, related_name="sales", verbose_name="bazar")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="stall_sales", verbose_name="peserta")
    sold_on = models.DateField("hari")
    amount = models.PositiveBigIntegerField("penjualan (Rp)")
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = StallSaleQuerySet.as_manager()

    class Meta:
        verbose_name = "penjualan lapak"
        verbose_name_plural = "penjualan lapak"
        ordering = ["-sold_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bazaar", "participant", "sold_on"], name="one_sale_row_per_stall_day"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="sale_is_more_than_nothing"),
        ]

    def __str__(self):
        return f"{self.sold_on}"
