"""Applications for capital and how they ended."""

from django.db import models
from django.db.models import Q

from okoce.clock import now
from okoce.dates import FIRST_DAY
from okoce.history import History, TrackedQuerySet
from participants.journey.models.checks import COUNTS, WAITS, Checkable
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import Reach

# Of these fields a history says only that they changed; their values are read on their own page, for a reason.
CONCEALED = ("lender", "amount", "reason", "void_reason")


class ApplicationState(models.TextChoices):
    """How an application for capital stands, or ended."""

    APPLIED = "applied", "diajukan"
    DISBURSED = "disbursed", "cair"
    REFUSED = "refused", "ditolak"
    NOT_WANTED = "not_wanted", "tidak berminat"


class CapitalApplicationQuerySet(VoidableQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        """Money is between the person, the mentor and the staff named in roles.py; other staff of the area see none."""
        return self.filter(Reach.of(user, "capital.view_capitalapplication").on("participant"))

    def manageable_by(self, user):
        """The person and the mentor; no role changes the money of others."""
        people = Participant.objects.visible_to(user, "capital.change_capitalapplication")
        return self.standing().filter(participant__in=people)

    def counting(self):
        """Evidence: the money came, and somebody else than its owner said so or checked it."""
        return self.standing().filter(COUNTS, state=self.model.State.DISBURSED)

    def checkable_by(self, user):
        """What owners entered of themselves, for the mentor and the staff named in roles.py; never for the owner."""
        reach = Reach.of(user, "capital.check_capitalapplication", own=False)
        return self.filter(WAITS, reach.on("participant"), ~Q(participant__user=user.pk))


class CapitalApplication(Checkable, Voidable):
    """A request for capital and how it ended. Evidence of Permodalan once disbursed with lender, amount and day."""

    State = ApplicationState

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="capital_applications", verbose_name="peserta"
    )
    state = models.CharField("keadaan", max_length=10, choices=State.choices, default=State.APPLIED)
    lender = models.CharField("penyalur", max_length=80, blank=True)
    amount = models.PositiveBigIntegerField("jumlah (Rp)", null=True, blank=True)
    disbursed_on = models.DateField("cair", null=True, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = CapitalApplicationQuerySet.as_manager()
    history = History(owner="participant", goes_along=True)

    class Meta:
        verbose_name = "permodalan"
        verbose_name_plural = "permodalan"
        ordering = ["-id"]
        indexes = [models.Index(fields=["participant"], condition=WAITS, name="capital_waits_for_check")]
        constraints = [
            *Checkable.Meta.constraints,
            *Voidable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.DISBURSED)
                | (~Q(lender="") & Q(amount__gt=0) & Q(disbursed_on__isnull=False)),
                name="disbursement_has_lender_amount_and_day",
            ),
            models.CheckConstraint(
                condition=Q(disbursed_on=None) | Q(disbursed_on__gte=FIRST_DAY), name="money_came_in_the_programme"
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REFUSED) | ~Q(reason=""), name="refused_application_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["participant", "lender"],
                condition=Q(state=ApplicationState.APPLIED, voided_at=None),
                name="one_open_application_per_lender",
            ),
        ]

    def __str__(self):
        return self.get_state_display()
