"""Proposed sessions of a kecamatan, and who cannot finish by them."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.jobs.models import Job
from participants.people.models import Participant
from trainings.planner.problem import Reason

ADD = "training_sessions.add_session"
DONE = Job.State.DONE


class ReasonWord(models.TextChoices):
    """Why somebody is not covered, as the officer reads it."""

    NO_HOURS = Reason.NO_HOURS, "waktu luangnya belum diisi"
    NO_SLOT = Reason.NO_SLOT, "tidak ada hari yang dapat dipakai pada waktu luangnya"
    NO_VENUE = Reason.NO_VENUE, "tidak ada tempat yang buka pada waktu luangnya"
    NO_TRAINER = Reason.NO_TRAINER, "tidak ada narasumber modulnya pada waktu luangnya"
    TOO_FEW = Reason.TOO_FEW, "waktu luangnya lebih sedikit dari modul yang belum diikuti"
    LIMIT = Reason.LIMIT, "perlu lebih banyak sesi daripada batas yang diisi"
    FULL = Reason.FULL, "kursi atau batas sesi sudah terpakai untuk orang lain"


# What the officer can do about it.
REMEDIES = {
    ReasonWord.NO_HOURS: "Tanyakan waktu luangnya, lalu buat usulan baru.",
    ReasonWord.NO_SLOT: "Tambah minggu, atau pilih tanggal mulai lain.",
    ReasonWord.NO_VENUE: "Catat tempat lain, atau perpanjang waktu buka tempat yang ada.",
    ReasonWord.NO_TRAINER: "Catat narasumber lain, atau lengkapi waktu dan modul narasumber yang ada.",
    ReasonWord.TOO_FEW: "Tambah minggu, atau tanyakan apakah ada waktu lain.",
    ReasonWord.LIMIT: "Naikkan batas banyaknya sesi.",
    ReasonWord.FULL: "Naikkan batas banyaknya sesi atau kursi tiap sesi.",
}


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the kecamatan in which they may plan sessions."""
        return self.filter(user.areas_for(ADD).on("kecamatan"))

    def for_list(self):
        return self.select_related("job", "made_by").order_by("-pk")


class Proposal(models.Model):
    """What was asked of the planner, and what it answered. `result` holds counts and sessions, no person."""

    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan")
    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+")
    first_on = models.DateField("mulai tanggal")
    weeks = models.PositiveSmallIntegerField("minggu")
    most_sessions = models.PositiveSmallIntegerField("sesi paling banyak")
    seats = models.PositiveSmallIntegerField("kursi tiap sesi")
    has_all_day = models.BooleanField("termasuk sesi sehari penuh", default=True)
    result = models.JSONField("hasil", default=dict, blank=True)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    made_by = actor_field("dibuat oleh", models.SET_NULL, optional=True)
    made_at = models.DateTimeField("dibuat", default=now, editable=False)
    done_at = models.DateTimeField("selesai", null=True, blank=True)
    accepted_by = actor_field("dijadikan rancangan oleh", models.SET_NULL, optional=True)
    accepted_at = models.DateTimeField("dijadikan rancangan", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan sesi"
        verbose_name_plural = "usulan sesi"
        ordering = ["-id"]
        default_permissions = ()  # who may plan sessions may propose them
        indexes = [models.Index(fields=["kecamatan", "-id"], name="proposals_by_kecamatan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(done_at__isnull=False), name="accepted_proposal_is_done"
            ),
        ]

    def __str__(self):
        return f"Usulan {self.pk}"

    def allows(self, user, permission=ADD):
        """What `visible_to` says of rows, of one that was read."""
        return self.kecamatan_id in user.areas_for(permission)

    @property
    def state(self):
        """queued, running, done or failed: of its job until there is a result."""
        if self.done_at:
            return DONE
        return self.job.state if self.job else Job.State.FAILED

    @property
    def state_word(self):
        return "dijadikan rancangan" if self.accepted_at else Job.State(self.state).label

    @property
    def look(self):
        """Which of the portal's status colours its state has."""
        return {"queued": "waiting", "done": "ready"}.get(self.state, self.state)

    @property
    def is_over(self):
        return self.state in (DONE, Job.State.FAILED)


class LeftOutQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of proposals that they see, of people they may see as their work."""
        people = Participant.objects.supervised_by(user)
        return self.filter(proposal__in=Proposal.objects.visible_to(user), participant__in=people)


class LeftOut(models.Model):
    """Somebody who cannot finish by a proposal, and why."""

    Reason = ReasonWord

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="left_out")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name="peserta")
    reason = models.CharField("sebab", max_length=10, choices=ReasonWord.choices)
    module = models.ForeignKey("programme.Module", models.PROTECT, null=True, related_name="+", verbose_name="modul")

    objects = LeftOutQuerySet.as_manager()

    class Meta:
        verbose_name = "belum terlayani"
        verbose_name_plural = "belum terlayani"
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["proposal", "participant"], name="one_reason_per_person_and_proposal")
        ]
        indexes = [models.Index(fields=["proposal", "reason", "-id"], name="left_out_by_reason")]

    def __str__(self):
        return f"{self.proposal_id} {self.reason}"
