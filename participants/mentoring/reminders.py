"""Reminders of what mentor and participant agreed on. What it is stays between the two of them."""

from datetime import timedelta

from okoce.clock import day_starts_at
from okoce.formats import tanggal
from participants.calls.letters import Letter, Reminder
from participants.mentoring.actions.notices import mentoring_topic
from participants.mentoring.models import MentoringNote


def begin_on(day):
    """Return the reminders of the steps agreed for a day."""
    notes = MentoringNote.objects.with_open_step().filter(next_step_due_on=day, participant__mentor__isnull=False)
    notes = list(notes.select_related("participant__user", "participant__mentor").order_by("pk"))
    topic = mentoring_topic() if notes else None
    return [Reminder(_letter(note, day), topic) for note in notes]


def _letter(note, day):
    return Letter(
        note.participant,
        "step_reminder",
        f"step_reminder:{note.pk}:{day:%Y%m%d}",
        "Pengingat pendampingan",
        f"kami ingatkan langkah yang Anda sepakati dengan pendamping, {note.participant.mentor.name}, "
        f"untuk {tanggal(day)}.",
        url="/perjalanan/",
        useful_until=day_starts_at(day + timedelta(days=1)),
    )
