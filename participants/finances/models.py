"""Monthly statements of sales and costs."""

from django.db import models
from django.db.models import F, Q

from okoce.clock import now
from okoce.dates import FIRST_DAY
from okoce.history import History, TrackedQuerySet
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import Reach

# Of these fields a history says only that they changed; their values are read on their own page, for a reason.
CONCEALED = ("sales", "costs", "void_reason")


class MonthlyStatementQuerySet(VoidableQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        """Money is between the person, the mentor and the staff named in roles.py; other staff of the area see none."""
        return self.filter(Reach.of(user, "finances.view_monthlystatement").on("participant"))

    def manageable_by(self, user):
        """The person and the mentor; no role changes the money of others."""
        people = Participant.objects.visible_to(user, "finances.change_monthlystatement")
        return self.standing().filter(participant__in=people)


class MonthlyStatement(Voidable):
    """Sales and costs of one month in whole rupiah. Evidence of Pelaporan Keuangan."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="monthly_statements", verbose_name="peserta"
    )
    month_on = models.DateField("bulan", help_text="Tanggal 1 bulan itu.")
    sales = models.PositiveBigIntegerField("penjualan (Rp)")
    costs = models.PositiveBigIntegerField("biaya (Rp)")
    submitted_on = models.DateField("diserahkan")
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = MonthlyStatementQuerySet.as_manager()
    history = History(owner="participant", goes_along=True)

    class Meta:
        verbose_name = "laporan keuangan bulanan"
        verbose_name_plural = "laporan keuangan bulanan"
        ordering = ["-month_on"]
        indexes = [models.Index(fields=["month_on", "id"], name="statements_by_month")]
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["participant", "month_on"], condition=Q(voided_at=None), name="one_statement_per_month"
            ),
            models.CheckConstraint(condition=Q(month_on__gte=FIRST_DAY), name="statement_is_of_the_programme"),
            models.CheckConstraint(condition=Q(submitted_on__gte=F("month_on")), name="month_is_handed_in_once_begun"),
            models.CheckConstraint(condition=Q(month_on__day=1), name="statement_month_is_its_first_day"),
        ]

    def __str__(self):
        return f"{self.month_on:%Y-%m}"

    @property
    def profit(self):
        return self.sales - self.costs
