"""Reminders of bazaars where somebody has a stall."""

from bazaars.actions.notices import MINE, days_of, topic_of_bazaar
from bazaars.models import StallApplication, StallDay
from okoce.clock import day_starts_at
from participants.calls.letters import Letter, Reminder


def begin_on(day):
    """Return the reminders of the bazaars that begin on a day, for those with a stall."""
    placed = StallDay.objects.standing().filter(bazaar__starts_on=day, bazaar__is_published=True)
    numbers = dict(placed.order_by("-day_on").values_list("application", "number"))
    applications = StallApplication.objects.filter(pk__in=numbers).select_related("bazaar", "participant__user")
    topics = {}
    reminders = []
    for application in applications.order_by("pk"):
        bazaar = application.bazaar
        topic = topics.get(bazaar.pk) or topics.setdefault(bazaar.pk, topic_of_bazaar(bazaar))
        reminders.append(Reminder(_letter(application, numbers[application.pk], day), topic))
    return reminders


def _letter(application, number, day):
    return Letter(
        application.participant,
        "stall_reminder",
        f"stall_reminder:{application.pk}:{day:%Y%m%d}",
        "Pengingat bazar",
        f"kami ingatkan {days_of(application.bazaar)} Lapak Anda nomor {number}.",
        url=MINE,
        useful_until=day_starts_at(day),
    )
