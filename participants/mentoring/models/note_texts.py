"""Further texts of a mentoring note: what it said before, and what was added to it."""

from django.db import models
from django.db.models import Q

from okoce.clock import now
from participants.mentoring.models.notes import MentoringNote, NoteReaders


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
