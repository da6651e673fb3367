"""A new programme year that is proposed from an older one, with what stood on the day."""

from django.db import models
from django.db.models import F, Q

from okoce.programme.models import ProgrammeYear
from participants.people.models.proposals import Answered

VIEW, ADD, CONFIRM = "years.view_yearturn", "years.add_yearturn", "years.confirm_yearturn"


class TurnState(models.TextChoices):
    WAITING = "waiting", "menunggu orang kedua"
    DONE = "done", "sudah dibuka"
    REFUSED = "refused", "ditolak"
    WITHDRAWN = "withdrawn", "ditarik pengusul"


class YearTurnQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=TurnState.WAITING)

    def visible_to(self, user, permission=VIEW):
        """Years are the same everywhere: seen by who may see them at all."""
        return self if user.has_perm(permission) else self.none()

    def with_people(self):
        return self.select_related("from_year", "to_year", "proposed_by", "decided_by")


class YearTurn(Answered):
    """Rules, stages, modules and targets are copied; nobody is moved.

    `before` says who and what there was when it was proposed, `after` when the year was made (see ../counting.py).
    """

    State = TurnState

    from_year = models.ForeignKey(ProgrammeYear, models.PROTECT, related_name="turns", verbose_name="dari tahun")
    to_year = models.OneToOneField(
        ProgrammeYear, models.PROTECT, null=True, blank=True, related_name="made_by_turn", verbose_name="tahun baru"
    )
    year = models.PositiveSmallIntegerField("tahun")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    percent = models.PositiveSmallIntegerField("target, persen dari tahun sebelumnya", null=True, blank=True)
    state = models.CharField("keadaan", max_length=9, choices=State.choices, default=State.WAITING)
    before = models.JSONField("sebelum", default=dict)
    after = models.JSONField("sesudah", default=dict)

    objects = YearTurnQuerySet.as_manager()

    class Meta(Answered.Meta):
        verbose_name = "pergantian tahun"
        verbose_name_plural = "pergantian tahun"
        default_permissions = ("add", "view")
        permissions = [("confirm_yearturn", "Boleh mengesahkan pergantian tahun")]
        constraints = [
            *Answered.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=TurnState.values), name="year_turn_state_is_known"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="turned_year_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state=TurnState.DONE) | Q(to_year__isnull=False), name="done_year_turn_names_its_year"
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state=TurnState.WAITING), name="one_waiting_turn_of_a_year"
            ),
        ]

    def __str__(self):
        return f"Tahun program {self.year}"
