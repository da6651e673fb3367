"""What a meeting decides: an action on one figure of one kecamatan."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import TABLE
from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.history import History, TrackedQuerySet
from okoce.regions import places
from okoce.regions.levels import JAKARTA
from reports.meetings.indicators import CHOICES, Indicator
from reports.meetings.models.closings import Closing
from reports.meetings.models.meetings import VIEW, Meeting

ADD, CHANGE, CLOSE = "meetings.add_action", "meetings.change_action", "meetings.close_action"


class Obstacle(models.TextChoices):
    NO_VENUE = "no_venue", "tempat tidak ada"
    NO_TRAINER = "no_trainer", "pelatih tidak ada"
    NO_SHOWS = "no_shows", "yang terdaftar tidak datang"
    HOURS = "hours", "jamnya tidak cocok bagi pedagang"
    REMOTE = "remote", "tempatnya jauh"
    PAPERS = "papers", "surat-surat peserta belum lengkap"
    SYSTEM = "system", "sistem perizinan terganggu"
    NO_BUDGET = "no_budget", "anggaran belum cair"
    NO_MENTOR = "no_mentor", "pendamping kurang"
    NO_INTEREST = "no_interest", "warga belum berminat"
    OTHER = "other", "lainnya"


class ActionQuerySet(TrackedQuerySet):
    def visible_to(self, user, permission=VIEW):
        return self.filter(user.areas_for(permission).on("kecamatan"))

    def owned_by(self, user):
        return self.filter(owner=user.pk)

    def open(self):
        return self.exclude(Exists(_standing_closings()))

    def closed(self):
        return self.filter(Exists(_standing_closings()))

    def overdue(self):
        """Open after their last day: a question to the calendar, never a state that somebody sets."""
        return self.open().filter(due_on__lt=today())

    def without_owner(self):
        """Open ones whose owner holds no role for their kecamatan at this instant."""
        return self.open().exclude(_has_owner())

    def to_answer(self):
        """Those whose owner asks to close them."""
        return self.filter(closings__in=Closing.objects.proposed())

    def with_parts(self):
        """With what a row of a list shows, in two more statements for all of them."""
        parts = self.select_related("owner", "kecamatan__parent", "meeting__period__programme_year")
        closings = Prefetch("closings", Closing.objects.select_related("proposed_by"))
        parts = parts.defer("meeting__figures", "meeting__minutes").prefetch_related(closings)
        return parts.annotate(has_owner=_has_owner())

    def with_state(self):
        """With what it was to change and where it stands, in one more statement for all of them; nobody's names."""
        measured = ("kecamatan", "indicator", "what", "due_on", "baseline", "expected")
        return self.only(*measured).annotate(has_owner=_has_owner()).prefetch_related("closings")


def _standing_closings():
    return Closing.objects.standing().filter(action=OuterRef("pk"))


def _has_owner():
    return Exists(_roles_of_the_owner())


def _roles_of_the_owner():
    around = Q(region=OuterRef("kecamatan")) | Q(region=OuterRef("kecamatan__parent")) | Q(region=JAKARTA)
    held = RoleAssignment.objects.active().filter(role__in=TABLE[CHANGE], user__is_active=True)
    return held.filter(around, user=OuterRef("owner"))


class Action(models.Model):
    """`baseline` is what the figure said on `baseline_on`; the expected change counts from there.

    Whether it is overdue follows from the day, whether it has an owner from the roles held now, whether it is closed
    from its closings: none of these is stored.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions", verbose_name="rapat")
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan")
    indicator = models.CharField("angka", max_length=40, choices=CHOICES)
    what = models.CharField("tindakan", max_length=160)
    owner = actor_field("pemilik")
    due_on = models.DateField("batas")
    baseline = models.PositiveIntegerField("angka waktu diputuskan", editable=False)
    baseline_on = models.DateField("hari angka itu", editable=False)
    expected = models.PositiveIntegerField("perubahan yang diharapkan")
    obstacle = models.CharField("hambatan", max_length=12, choices=Obstacle.choices)
    obstacle_note = models.CharField("keterangan hambatan", max_length=160, blank=True)
    decided_at = models.DateTimeField("diputuskan", default=now, editable=False)
    decided_by = actor_field("diputuskan oleh", editable=False)
    token = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = ActionQuerySet.as_manager()
    history = History(without=["token"])

    class Meta:
        verbose_name = "tindakan rapat"
        verbose_name_plural = "tindakan rapat"
        ordering = ["-id"]
        default_permissions = ("view", "add", "change")
        permissions = [("close_action", "Boleh menutup tindakan rapat")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="action_says_what"),
            models.CheckConstraint(condition=Q(expected__gt=0), name="action_expects_a_change"),
            models.CheckConstraint(condition=Q(due_on__gt=F("baseline_on")), name="action_is_due_after_its_baseline"),
            models.CheckConstraint(condition=Q(obstacle__in=Obstacle.values), name="action_obstacle_is_known"),
            models.CheckConstraint(
                condition=~Q(obstacle=Obstacle.OTHER) | ~Q(obstacle_note=""), name="other_obstacle_is_in_words"
            ),
        ]
        indexes = [
            models.Index(fields=["kecamatan", "-id"], name="actions_of_a_kecamatan"),
            models.Index(fields=["owner", "due_on"], name="actions_of_an_owner"),
        ]

    def __str__(self):
        return self.what

    def allows(self, user, permission):
        """Return whether a user may do this with it: what `visible_to` says of rows; only its owner reports on it."""
        return self.kecamatan_id in user.areas_for(permission) and (permission != CHANGE or self.owner_id == user.pk)

    @property
    def goal(self):
        return self.baseline + self.expected

    @property
    def figure(self) -> Indicator:
        return Indicator.of(self.indicator)

    @property
    def place(self):
        return places.named(self.kecamatan_id)

    @property
    def obstacle_words(self):
        word = Obstacle(self.obstacle).label
        return f"{word}: {self.obstacle_note}" if self.obstacle_note else word

    def closing_known(self, at=None):
        """Return its last closing, refused ones too, as it was known at an instant; from what `with_parts` read."""
        known = [closing.as_known(at) for closing in self.closings.all() if at is None or closing.proposed_at <= at]
        return max(known, key=lambda closing: closing.pk, default=None)

    @property
    def newest_closing(self):
        return self.closing_known()
