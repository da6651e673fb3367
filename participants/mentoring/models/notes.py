"""Mentor assignments, mentoring notes, their additions and earlier wordings."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.dates import FIRST_DAY
from okoce.history import History, TrackedQuerySet
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import Reach

WRITE = "mentoring.add_mentoringnote"
CORRECTABLE_FOR = dt.timedelta(hours=24)
# Between mentor and participant: no copy of it is made, so no history can show it to others.
BETWEEN_TWO = ["text", "next_step", "next_step_due_on", "next_step_done_on", "void_reason"]


class NoteReaders(models.TextChoices):
    """Who may read the text of a note."""

    PAIR = "pair", "saya dan peserta saja"
    OFFICE = "office", "juga petugas wilayahnya"


class MentorAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class MentorAssignment(models.Model):
    """Who was given to a participant as mentor, and when; a row without mentor took the last one away."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="mentor_assignments", verbose_name="peserta"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pendamping"
    )
    assigned_by = actor_field("ditunjuk oleh", null=True)
    assigned_at = models.DateTimeField("ditunjuk", default=now, editable=False)
    # None where the person was given to the mentor alone.
    handover = models.ForeignKey(
        "mentoring.MentorHandover",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="serah terima",
    )

    objects = MentorAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penunjukan pendamping"
        verbose_name_plural = "penunjukan pendamping"
        ordering = ["-id"]

    def __str__(self):
        return self.mentor.name if self.mentor else "Tanpa pendamping"


class MentoringNoteQuerySet(VoidableQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        """Return the notes of which a user may read that they met: date, kind, minutes, topics."""
        return self.filter(Reach.of(user, "mentoring.view_mentoringnote").on("participant"))

    def of_mentees(self, user):
        """Notes on the people this user mentors now, those of former mentors included."""
        return self.filter(Reach.of(user, WRITE).on("participant"))

    def written_by(self, user):
        """A mentor's own notes on the people they still mentor."""
        return self.of_mentees(user).filter(mentor=user)

    def with_open_step(self):
        return self.standing().exclude(next_step="").filter(next_step_done_on=None)

    def due(self, on=None):
        """Follow-ups whose day has come, the longest overdue first."""
        return self.with_open_step().filter(next_step_due_on__lte=on or today()).order_by("next_step_due_on", "id")


class MentoringNote(Voidable):
    """A meeting of mentor and participant. The text is between the two of them. Evidence of Pendampingan."""

    class Kind(models.TextChoices):
        VISIT = "visit", "kunjungan"
        PHONE = "phone", "telepon"
        GROUP = "group", "kelompok"

    class Topic(models.TextChoices):
        PRODUCT = "product", "produk dan kemasan"
        PRICE = "price", "harga dan biaya"
        BOOKS = "books", "catatan keuangan"
        SELLING = "selling", "penjualan dan promosi"
        PERMITS = "permits", "perizinan"
        CAPITAL = "capital", "permodalan"
        TIME = "time", "waktu dan keluarga"
        OTHER = "other", "lainnya"

    Readers = NoteReaders

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="mentoring_notes", verbose_name="peserta")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes_written", verbose_name="pendamping"
    )
    met_on = models.DateField("tanggal", default=today)
    kind = models.CharField("bentuk", max_length=6, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField("lama (menit)")
    topics = models.JSONField("topik", default=list, blank=True)
    text = models.TextField("catatan", blank=True)
    readers = models.CharField("yang boleh membaca", max_length=6, choices=Readers.choices, default=Readers.PAIR)
    next_step = models.CharField("langkah berikut", max_length=200, blank=True)
    next_step_due_on = models.DateField("langkah berikut paling lambat", null=True, blank=True)
    next_step_done_on = models.DateField("langkah berikut selesai", null=True, blank=True)
    recorded_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = MentoringNoteQuerySet.as_manager()
    history = History(without=BETWEEN_TWO, owner="participant", goes_along=True)

    class Meta:
        verbose_name = "catatan pendampingan"
        verbose_name_plural = "catatan pendampingan"
        ordering = ["-met_on", "-id"]
        indexes = [models.Index(fields=["met_on", "id"], name="notes_by_day")]
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_step_done_on=None, next_step_due_on=None) | ~Q(next_step=""),
                name="dated_step_was_named",
            ),
            models.CheckConstraint(condition=Q(met_on__gte=FIRST_DAY), name="note_is_of_the_programme"),
            models.CheckConstraint(
                condition=Q(next_step_due_on=None) | Q(next_step_due_on__gte=F("met_on")),
                name="step_is_due_after_meeting",
            ),
            models.CheckConstraint(
                condition=Q(next_step_done_on=None) | Q(next_step_done_on__gte=F("met_on")),
                name="step_is_done_after_meeting",
            ),
            models.CheckConstraint(condition=Q(readers__in=NoteReaders.values), name="readers_are_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.met_on}"

    def is_by(self, user):
        return self.mentor_id == user.pk

    @property
    def topics_in_words(self):
        return ", ".join(topic.label for topic in self.Topic if topic in self.topics)

    @property
    def has_open_step(self):
        return bool(self.next_step) and self.next_step_done_on is None and self.voided_at is None

    @property
    def is_due(self):
        return self.has_open_step and self.next_step_due_on is not None and self.next_step_due_on <= today()

    @property
    def is_correctable(self):
        return self.voided_at is None and now() < self.recorded_at + CORRECTABLE_FOR

    def may_be_read_by(self, user):
        """Return whether the text is shown: to its writer as long as they mentor the person, and where the writer
        shared it also to the mentor now and staff of the area; never to the person themself."""
        if self.participant.belongs_to(user):
            return False
        if self.is_by(user) and self.participant.allows(user, WRITE):
            return True
        return self.readers == self.Readers.OFFICE and self.participant.allows(user, "mentoring.view_mentoringnote")


class NoteWordingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(note__in=MentoringNote.objects.visible_to(user))


class NoteWording(models.Model):
    """What a note said before it was set right, and who might read it then."""

    note = models.ForeignKey(MentoringNote, models.CASCADE, related_name="wordings", verbose_name="catatan")
    text = models.TextField("catatan", blank=True)
    next_step = models.CharField("langkah berikut", max_length=200, blank=True)
    readers = models.CharField("yang boleh membaca", max_length=6, choices=MentoringNote.Readers.choices)
    replaced_at = models.DateTimeField("diganti", default=now, editable=False)

    objects = NoteWordingQuerySet.as_manager()

    class Meta:
        verbose_name = "tulisan sebelumnya"
        verbose_name_plural = "tulisan sebelumnya"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(readers__in=NoteReaders.values), name="wording_readers_are_known"),
        ]

    def __str__(self):
        return f"Tulisan sampai {self.replaced_at:%Y-%m-%d}"

    def may_be_read_by(self, user):
        """Return whether a user may read the note and could read this text when it stood."""
        was_for_them = self.note.mentor_id == user.pk or self.readers == MentoringNote.Readers.OFFICE
        return was_for_them and self.note.may_be_read_by(user)


class NoteAdditionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(note__in=MentoringNote.objects.visible_to(user))


class NoteAddition(models.Model):
    """What the writer added to a note that can no longer be changed; read by those who may read the note."""

    note = models.ForeignKey(MentoringNote, models.CASCADE, related_name="additions", verbose_name="catatan")
    text = models.TextField("tambahan")
    written_at = models.DateTimeField("ditulis", default=now, editable=False)

    objects = NoteAdditionQuerySet.as_manager()

    class Meta:
        verbose_name = "tambahan catatan"
        verbose_name_plural = "tambahan catatan"
        ordering = ["id"]

    def __str__(self):
        return f"Tambahan {self.written_at:%Y-%m-%d}"
