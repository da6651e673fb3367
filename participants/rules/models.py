"""A change of a year's rules, whom it would move, and who proposed and confirmed it."""

from django.db import models
from django.db.models import Q

from okoce.clock import today
from okoce.jobs.models import Job
from okoce.programme.models import ProgrammeYear
from okoce.programme.stages import Stage
from participants.people.models import Participant
from participants.people.models.proposals import Answered
from participants.people.reach import Reach

VIEW, ADD, CONFIRM = "rules.view_rulechange", "rules.add_rulechange", "rules.confirm_rulechange"


class RuleState(models.TextChoices):
    WAITING = "waiting", "menunggu orang kedua"
    CHECKING = "checking", "disahkan, dampaknya dihitung ulang"
    CONFIRMED = "confirmed", "disahkan, menunggu harinya"
    DONE = "done", "sudah berlaku"
    REFUSED = "refused", "ditolak"
    WITHDRAWN = "withdrawn", "ditarik pengusul"


OPEN = [RuleState.WAITING, RuleState.CHECKING, RuleState.CONFIRMED]


class RuleChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=RuleState.WAITING)

    def visible_to(self, user, permission=VIEW):
        """Rules are the same everywhere: seen by who may see them at all."""
        return self if user.has_perm(permission) else self.none()

    def with_people(self):
        return self.select_related("programme_year", "proposed_by", "decided_by", "job")


class RuleChange(Answered):
    """`values` are the new values of what changes, `before` those that stood when it was proposed.

    `effect` and the rows of RuleEffect say whom it moves, as of `counted_at`; `digest` names exactly these people. Once
    it has taken effect they say whom it moved. `confirmed` keeps the effect that the second person saw.
    """

    State = RuleState

    programme_year = models.ForeignKey(
        ProgrammeYear, models.PROTECT, related_name="rule_changes", verbose_name="tahun program"
    )
    values = models.JSONField("nilai baru")
    before = models.JSONField("nilai lama")
    counts_from = models.DateField("berlaku mulai")
    reason = models.CharField("alasan", max_length=200)
    state = models.CharField("keadaan", max_length=9, choices=State.choices, default=State.WAITING)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    counted_at = models.DateTimeField("dihitung", null=True, editable=False)
    effect = models.JSONField("dampak", default=dict)
    digest = models.CharField("sidik dampak", max_length=32, blank=True)
    confirmed = models.JSONField("dampak yang disahkan", default=dict)
    moved_meanwhile = models.BooleanField("data berubah sebelum disahkan", default=False)
    took_effect_at = models.DateTimeField("mulai berlaku", null=True, editable=False)

    objects = RuleChangeQuerySet.as_manager()

    class Meta(Answered.Meta):
        verbose_name = "perubahan aturan"
        verbose_name_plural = "perubahan aturan"
        default_permissions = ("add", "view")
        permissions = [("confirm_rulechange", "Boleh mengesahkan perubahan aturan tahun")]
        constraints = [
            *Answered.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="rule_change_has_a_reason"),
            models.CheckConstraint(condition=Q(state__in=RuleState.values), name="rule_change_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[RuleState.CONFIRMED, RuleState.DONE]) | Q(counted_at__isnull=False),
                name="confirmed_rule_change_was_counted",
            ),
            models.CheckConstraint(
                condition=~Q(state=RuleState.DONE) | Q(took_effect_at__isnull=False), name="done_rule_change_says_when"
            ),
            models.UniqueConstraint(
                fields=["programme_year"], condition=Q(state__in=OPEN), name="one_open_rule_change_a_year"
            ),
        ]

    def __str__(self):
        return f"Perubahan aturan {self.programme_year.year}"

    @property
    def is_counted(self):
        return self.counted_at is not None

    @property
    def is_busy(self):
        """Whether a job is counting whom it moves."""
        return self.state == RuleState.CHECKING or (self.state == RuleState.WAITING and not self.is_counted)

    @property
    def has_failed(self):
        return self.is_busy and (self.job is None or self.job.state == Job.State.FAILED)

    @property
    def is_due(self):
        return self.counts_from <= today()


class EffectKind(models.TextChoices):
    GAINED = "gained", "naik"
    LOST = "lost", "turun"
    MOVED = "moved", "harinya berubah"


class RuleEffectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Reach.of(user, "people.view_participant", own=False).on("participant"))


class RuleEffect(models.Model):
    """Somebody whom a change moves at one stage. `kecamatan` has the credit: where it is gained, else was held."""

    Kind = EffectKind

    change = models.ForeignKey(RuleChange, models.CASCADE, related_name="effects")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="rule_effects", verbose_name="peserta")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    kind = models.CharField("dampak", max_length=6, choices=EffectKind.choices)
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan")
    old_on = models.DateField("tercapai menurut aturan lama", null=True)
    new_on = models.DateField("tercapai menurut aturan baru", null=True)

    objects = RuleEffectQuerySet.as_manager()

    class Meta:
        verbose_name = "dampak perubahan aturan"
        verbose_name_plural = "dampak perubahan aturan"
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["change", "participant", "stage"], name="one_effect_per_person_and_stage")
        ]
        indexes = [models.Index(fields=["change", "kind", "-id"], name="effects_by_kind")]

    def __str__(self):
        return f"{self.participant_id} {self.stage} {self.kind}"
