"""Notices about mentoring: who mentors whom, and what was agreed."""

from okoce.formats import tanggal
from participants.calls.actions import notices
from participants.calls.letters import Letter
from participants.calls.models import Topic


def mentoring_topic():
    return notices.topic_of(Topic.Kind.MENTORING, 0, label="Pendampingan")


def notify_mentees(assignments):
    """Notify people of their mentor of now. Returns how many by which way."""
    letters = [
        Letter(
            assignment.participant,
            "mentor_assigned",
            f"mentor_assigned:{assignment.pk}",
            "Pendamping Anda sudah ditunjuk",
            f"pendamping Anda sekarang {assignment.mentor.name}. Pendamping akan menghubungi Anda.",
            url="/perjalanan/",
        )
        for assignment in assignments
    ]
    return notices.notify_participants(letters, topic=mentoring_topic(), replaces=True)


def notify_taken_back(assignments):
    """Notify people that their mentor was not given to them after all. Returns how many by which way."""
    letters = [
        Letter(
            assignment.participant,
            "mentor_taken_back",
            f"mentor_taken_back:{assignment.pk}",
            "Pendamping Anda belum ditetapkan",
            "penunjukan pendamping Anda dibatalkan. Petugas akan menunjuk pendamping lain.",
            url="/perjalanan/",
        )
        for assignment in assignments
    ]
    return notices.notify_participants(letters, topic=mentoring_topic(), replaces=True)


def confirm_step(note):
    """Confirm to a person with a log-in until when they agreed on a step; which step stays between the two."""
    by_day = f" sampai {tanggal(note.next_step_due_on)}" if note.next_step_due_on else ""
    return notices.confirm(
        note.participant,
        "step_agreed",
        key=f"step_agreed:{note.pk}:{note.next_step_due_on or ''}",
        subject="Langkah berikut disepakati",
        text=f"Anda dan pendamping menyepakati langkah berikut{by_day}. Buka perjalanan Anda untuk melihatnya.",
        url="/perjalanan/",
    )
