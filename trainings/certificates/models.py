"""Certificates: the paper that says what somebody finished, as it was printed; and all papers of a session in one."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.programme.stages import Stage
from participants.journey.models import StageStanding
from participants.people.models import Participant
from trainings.certificates import codes
from trainings.seats.models import Seat
from trainings.sessions.models import Session, Training

VIEW, ISSUE, REVOKE = (f"certificates.{act}_certificate" for act in ("view", "add", "change"))


class CertificateKind(models.TextChoices):
    YEAR = "year", "Sertifikat Pelatihan"
    TRAINING = "training", "Sertifikat Keterampilan"
    SESSION = "session", "Surat Keterangan"


# What stands between year and serial number.
LETTERS = {CertificateKind.YEAR: "PEL", CertificateKind.TRAINING: "KET", CertificateKind.SESSION: "SK"}


class CertificateQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)

    def hosted_by(self, user, permission=VIEW):
        """For staff work: of the sessions hosted where they hold the permission the page asks for."""
        return self.filter(user.areas_for(permission).on("session__kecamatan"))

    def visible_to(self, user):
        """The hosts of its session, and whose it is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(participant__user=user) | user.areas_for(VIEW).on("session__kecamatan"))

    def without_basis(self):
        """Those that stand although what they say is no longer so.

        A session counts while its person came often enough, the year while the journey holds Pelatihan, a commodity
        training while no module of it is missing.
        """
        came = Seat.objects.filter(state=Seat.State.ATTENDED, session__state=Session.State.PUBLISHED)
        here = came.filter(session=OuterRef("session"), participant=OuterRef("participant"))
        taught = Training.modules.through.objects.filter(training=OuterRef("training"))
        learnt = came.filter(
            participant=OuterRef(OuterRef("participant")),
            session__training=OuterRef("training"),
            session__modules=OuterRef("module"),
        )
        trained = StageStanding.objects.filter(participant=OuterRef("participant"), stage=Stage.TRAINING)
        of_year = Q(kind=CertificateKind.YEAR)
        lost = self.standing().exclude(of_year & Q(Exists(trained)))
        return lost.exclude(~of_year & Q(Exists(here)) & ~Q(Exists(taught.filter(~Exists(learnt)))))


class Certificate(models.Model):
    """What a person finished, as it was printed on the day it was issued. Revoked with a reason, never erased.

    `session` is the one it speaks of, and for a year or a commodity training the one that finished it: its hosts issue
    and revoke. `content` holds what else is printed (see basis.py).
    """

    Kind = CertificateKind

    kind = models.CharField("jenis", max_length=8, choices=Kind.choices)
    number = models.CharField("nomor", max_length=30, unique=True)
    code = models.CharField("kode cek", max_length=codes.LONGEST, unique=True, default=codes.make, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="certificates", verbose_name="peserta")
    session = models.ForeignKey(Session, models.PROTECT, related_name="certificates", verbose_name="sesi")
    programme_year = models.ForeignKey(
        "programme.ProgrammeYear", models.PROTECT, related_name="+", verbose_name="tahun program"
    )
    training = models.ForeignKey(
        Training,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name="pelatihan",
    )
    name = models.CharField("nama yang tercetak", max_length=100)
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan pada hari itu"
    )
    completed_on = models.DateField("selesai pada")
    content = models.JSONField("isi")
    issued_on = models.DateField("terbit")
    issued_by = actor_field("diterbitkan oleh")
    issued_at = models.DateTimeField("dicatat", default=now, editable=False)
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True, editable=False)
    revoked_by = actor_field("dicabut oleh", optional=True, editable=False)
    revoke_reason = models.CharField("alasan dicabut", max_length=200, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "sertifikat"
        verbose_name_plural = "sertifikat"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"],
                condition=Q(kind=CertificateKind.SESSION, revoked_at=None),
                name="one_standing_statement_per_session",
            ),
            models.UniqueConstraint(
                fields=["participant", "programme_year"],
                condition=Q(kind=CertificateKind.YEAR, revoked_at=None),
                name="one_standing_certificate_per_year",
            ),
            models.UniqueConstraint(
                fields=["participant", "training"],
                condition=Q(kind=CertificateKind.TRAINING, revoked_at=None),
                name="one_standing_certificate_per_training",
            ),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.TRAINING, training__isnull=False)
                | (~Q(kind=CertificateKind.TRAINING) & Q(training=None)),
                name="certificate_of_a_training_names_it",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="") | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="revoked_certificate_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.number

    def allows(self, user, permission):
        """Return whether a user may do this with a certificate of this session: what `hosted_by` says of rows."""
        return user.is_authenticated and self.session.kecamatan_id in user.areas_for(permission)

    @property
    def is_revoked(self):
        return self.revoked_at is not None

    @property
    def number_parts(self):
        """The number where a narrow page may break it."""
        return self.number.split("/")

    @property
    def what(self):
        """What it says was finished, in a few words."""
        return self.content["title"]

    @property
    def state(self):
        return "cancelled" if self.is_revoked else "issued"

    @property
    def state_word(self):
        return "dicabut" if self.is_revoked else "berlaku"


class BundleQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        return self.filter(user.areas_for(permission).on("session__kecamatan"))


class Bundle(models.Model):
    """All papers of a session in one file, drawn by a job for who asked; deleted after some days."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="certificate_bundles", verbose_name="sesi")
    fingerprint = models.CharField(max_length=64)
    papers = models.PositiveIntegerField("lembar")
    job = models.OneToOneField("jobs.Job", models.SET_NULL, null=True, related_name="+")
    content = models.BinaryField(default=bytes, editable=False)
    requested_by = actor_field("diminta oleh")
    requested_at = models.DateTimeField("diminta", default=now, editable=False)
    ready_at = models.DateTimeField("siap", null=True, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas sertifikat"
        verbose_name_plural = "berkas sertifikat"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "fingerprint"], name="one_bundle_per_session_and_content")
        ]

    def __str__(self):
        return f"{self.session}: {self.papers}"
