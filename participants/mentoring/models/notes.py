"""Mentor assignments and mentoring notes."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now, today
from okoce.dates import FIRST_DAY
from okoce.history import History, TrackedQuerySet
from okoce.programme import memory
from participants.journey.models.voids import Voidable, VoidableQuerySet
from participants.people.models import Participant
from participants.people.reach import Reach

WRITE = "mentoring.add_mentoringnote"
CORRECTABLE_FOR = dt.timedelta(hours=24)
OPENS_AFTER = dt.timedelta(hours=72)  # after the participant asked for the text, unless the mentor opened it before
# Between mentor and participant: no copy of it is made, so no history can show it to others.
BETWEEN_TWO = ["text", "next_step", "next_step_due_on", "next_step_done_on", "next_visit_on", "void_reason"]
BETWEEN_TWO += ["asked_for_at", "opened_at"]


class NoteReaders(models.TextChoices):
    """Whether a mentor shared the text of a note; only a year that allows it lets officers read it."""

    PAIR = "pair", "tidak dibagikan"
    OFFICE = "office", "dibagikan kepada petugas wilayahnya"


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
    since_on = models.DateField("mendampingi sejak", null=True, blank=True, help_text="Bila sebelum hari ditunjuk.")
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

    def askable_by(self, user):
        """Notes on one's own people: those whose text one may ask for."""
        return self.filter(Reach.of(user, "mentoring.ask_mentor").on("participant"))

    def written_by(self, user):
        """A mentor's own notes on the people they still mentor."""
        return self.of_mentees(user).filter(mentor=user)

    def asked_for(self):
        """Return the standing notes whose text a participant asked for and does not read yet, the oldest first."""
        waiting = self.filter(voided_at=None, opened_at=None, asked_for_at__gt=now() - OPENS_AFTER)
        return waiting.order_by("asked_for_at", "id")

    def with_open_step(self):
        return self.filter(~Q(next_step=""), voided_at=None, next_step_done_on=None)

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
    next_visit_on = models.DateField("bertemu lagi", null=True, blank=True)
    asked_for_at = models.DateTimeField("isinya diminta peserta", null=True, blank=True, editable=False)
    opened_at = models.DateTimeField("isinya dibuka untuk peserta", null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(next_visit_on=None) | Q(next_visit_on__gte=F("met_on")), name="next_visit_is_after_meeting"
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
    def planned_visit_on(self):
        """The day they meet again, until it has passed; None where none was agreed."""
        is_ahead = self.next_visit_on is not None and self.next_visit_on >= today()
        return self.next_visit_on if is_ahead else None

    @property
    def is_correctable(self):
        return self.voided_at is None and now() < self.recorded_at + CORRECTABLE_FOR

    @property
    def opens_at(self):
        """The instant from which the participant reads the text by asking for it; None before they asked."""
        return self.asked_for_at and self.asked_for_at + OPENS_AFTER

    @property
    def is_open_to_participant(self):
        year = memory.year_of(self.participant.programme_year_id)
        was_asked = self.asked_for_at is not None and self.opens_at <= now()
        return year.participants_read_notes or self.opened_at is not None or was_asked

    def may_be_read_by(self, user):
        """Return whether the text is shown: to its writer as long as they mentor the person, to the person themself
        as the year has it or once they asked, and to others only where the year lets mentors share it and this was."""
        if self.participant.belongs_to(user):
            return self.is_open_to_participant
        if self.is_by(user) and self.participant.allows(user, WRITE):
            return True
        return self.is_shared and self.participant.allows(user, "mentoring.view_mentoringnote")

    @property
    def is_shared(self):
        """Whether officers of the area read the text."""
        may_be = memory.year_of(self.participant.programme_year_id).notes_may_be_shared
        return may_be and self.readers == self.Readers.OFFICE
