"""Texts about data in their versions, consents and withdrawals each with the text that was read, and notices read."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.reference.memory import ReferenceQuerySet
from participants.consents import wording
from participants.consents.texts import KINDS, NOTICE, Purpose
from participants.people.models import Participant


class PrivacyTextQuerySet(ReferenceQuerySet):
    def visible_to(self, user):
        """Texts belong to no area: seen in the admin by who may see all of them."""
        return self if user.has_perm("consents.view_privacytext") else self.none()


class PrivacyText(models.Model):
    """One version of a text. Only appended (triggers.py): what somebody read or agreed to stays as it was."""

    kind = models.CharField("jenis", max_length=10, choices=KINDS)
    version = models.CharField("versi", max_length=10)
    text = models.TextField("teks")
    valid_from = models.DateField("berlaku mulai")
    published_at = models.DateTimeField("diterbitkan", default=now, editable=False)
    published_by = actor_field("diterbitkan oleh", optional=True)

    objects = PrivacyTextQuerySet.as_manager()

    class Meta:
        verbose_name = "teks privasi"
        verbose_name_plural = "teks privasi"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_text_per_kind_and_version"),
            models.CheckConstraint(condition=~Q(text=""), name="privacy_text_says_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, versi {self.version}"

    @property
    def is_notice(self):
        return self.kind == NOTICE

    @property
    def sections(self):
        """The parts of a notice as [(heading, words)]; of a consent its sentence without a heading."""
        return wording.sections(self.text) if self.is_notice else [("", self.text)]


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))

    def withdrawn(self, purpose):
        """Return the newest answers to this purpose that take back an earlier yes, or say no."""
        newer = Consent.objects.filter(participant=OuterRef("participant"), purpose=purpose, pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer), purpose=purpose, is_given=False).order_by()


class Consent(models.Model):
    """An optional yes or its withdrawal: purpose, the text that was read, time, channel. The newest row counts."""

    Purpose = Purpose

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents", verbose_name="peserta")
    purpose = models.CharField("tujuan", max_length=10, choices=Purpose.choices)
    is_given = models.BooleanField("setuju")
    text = models.ForeignKey(PrivacyText, models.PROTECT, related_name="+", verbose_name="teks")
    channel = models.CharField("saluran", max_length=10)
    recorded_at = models.DateTimeField("waktu", default=now, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "persetujuan"
        verbose_name_plural = "persetujuan"
        ordering = ["-id"]
        indexes = [  # refusals and withdrawals are few among all consents; every invitation and file asks for them
            models.Index(fields=["purpose", "participant"], condition=Q(is_given=False), name="consents_not_given")
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {'ya' if self.is_given else 'tidak'}"


class NoticeReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class NoticeReading(models.Model):
    """A person said to have read a version of the notice that is newer than the one at their registration."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="notice_readings", verbose_name="peserta")
    text = models.ForeignKey(PrivacyText, models.PROTECT, related_name="+", verbose_name="teks")
    read_at = models.DateTimeField("dibaca", default=now, editable=False)

    objects = NoticeReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan dibaca"
        verbose_name_plural = "pemberitahuan dibaca"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "text"], name="notice_is_read_once"),
        ]

    def __str__(self):
        return f"{self.participant_id}: {self.text_id}"
