"""Reminders of what mentor and participant agreed on. What it is stays between the two of them."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery

from okoce.clock import day_starts_at
from okoce.formats import tanggal
from participants.calls.letters import Letter, Reminder
from participants.mentoring.actions.notices import mentoring_topic
from participants.mentoring.models import MentoringNote


def begin_on(day):
    """Return the reminders of the visits and of the steps agreed for a day."""
    mentored = MentoringNote.objects.filter(participant__mentor__isnull=False)
    mentored = mentored.select_related("participant__user", "participant__mentor").order_by("pk")
    letters = [_visit(note, day) for note in _visits(mentored, day)]
    letters += [_step(note, day) for note in mentored.with_open_step().filter(next_step_due_on=day)]
    topic = mentoring_topic() if letters else None
    return [Reminder(letter, topic) for letter in letters]


def _visits(notes, day):
    """A later meeting says anew when they meet again."""
    latest = MentoringNote.objects.standing().filter(participant=OuterRef("participant")).order_by("-met_on", "-pk")
    return notes.filter(next_visit_on=day, pk=Subquery(latest.values("pk")[:1]))


def _visit(note, day):
    who = note.participant.mentor.name
    return _letter(note, day, "visit_reminder", f"kami ingatkan pertemuan dengan pendamping, {who}, {tanggal(day)}.")


def _step(note, day):
    agreed = f"langkah yang Anda sepakati dengan pendamping, {note.participant.mentor.name}"
    return _letter(note, day, "step_reminder", f"kami ingatkan {agreed}, untuk {tanggal(day)}.")


def _letter(note, day, kind, text):
    return Letter(
        note.participant,
        kind,
        f"{kind}:{note.pk}:{day:%Y%m%d}",
        "Pengingat pendampingan",
        text,
        url="/perjalanan/",
        useful_until=day_starts_at(day + timedelta(days=1)),
    )
