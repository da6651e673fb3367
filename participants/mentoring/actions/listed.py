"""Who was given to mentors by a list is notified at once: each person, and each mentor once with how many."""

from collections import Counter

from okoce.accounts.models import User
from okoce.formats import angka
from okoce.notifications.sending import notify
from participants.mentoring.actions import notices
from participants.mentoring.models import MentorAssignment


def notify_given(people, *, key):
    """Notify these people and their mentors of now."""
    made = [row for row in latest(people) if row.mentor]
    notices.notify_mentees(made)
    for mentor, count in Counter(row.mentor for row in made).items():
        notify(
            mentor,
            "mentees_listed",
            key=f"mentees_listed:{key}:{mentor.pk}",
            subject="Peserta dampingan baru",
            body=f"{angka(count)} peserta kini Anda dampingi. Buka daftarnya untuk membuat janji bertemu.",
            url="/pendampingan/",
        )


def notify_taken_back(people, former, *, key):
    """Notify people whose assignment by a list was undone; `former` has {mentor id: how many they do not mentor}."""
    made = latest(people)
    notices.notify_mentees([row for row in made if row.mentor])
    notices.notify_taken_back([row for row in made if not row.mentor])
    for mentor in User.objects.filter(pk__in=former):
        notify(
            mentor,
            "mentees_unlisted",
            key=f"mentees_unlisted:{key}:{mentor.pk}",
            subject="Peserta dampingan dikembalikan",
            body=f"{angka(former[mentor.pk])} peserta tidak jadi Anda dampingi.",
            url="/pendampingan/",
        )


def latest(people):
    """Return the latest assignment of each of these people, with person and mentor."""
    rows = MentorAssignment.objects.filter(participant__in=people).select_related("participant__user", "mentor")
    return list({row.participant_id: row for row in rows.order_by("pk")}.values())
