"""A bazaar that is moved or taken off the list: who is concerned, and everybody notified once."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from bazaars.actions import notices
from bazaars.actions.applications import lock
from bazaars.models import Bazaar, StallDay
from okoce.clock import today
from okoce.formats import rentang
from participants.calls.actions import notices as to_participants
from participants.calls.letters import Reached
from participants.calls.models import TopicChange

HIDDEN = "tidak diumumkan"


def concerned(bazaar):
    """Return how many people a change of this bazaar concerns, by the way a notice would take."""
    if bazaar.pk is None or bazaar.ends_on < today():
        return Reached()
    return to_participants.forecast(bazaar.applications.standing().values("participant"))


def days_and_place(bazaar):
    """In words, as stored now."""
    stored = Bazaar.objects.get(pk=bazaar.pk)
    if not stored.is_published:
        return HIDDEN
    return f"{rentang(stored.starts_on, stored.ends_on)}, di {stored.venue}"


@transaction.atomic
def announce(bazaar, *, before, by):
    """Notify everybody who applied, when days, place or publication are not what `before` says.

    Returns how many people by which way; nobody for a bazaar that is over.
    """
    bazaar = lock(bazaar.pk)
    after = days_and_place(bazaar)
    if after == before or bazaar.ends_on < today():
        return Reached()
    stall = StallDay.objects.standing().filter(application=OuterRef("pk")).order_by("day_on").values("number")[:1]
    applications = bazaar.applications.standing().select_related("participant__user").order_by("number")
    applications = list(applications.annotate(stall_number=Subquery(stall)))
    if not applications:
        return Reached()
    topic = notices.topic_of_bazaar(bazaar)
    change = TopicChange.objects.create(topic=topic, before=before, after=after, changed_by=by)
    return notices.changed(bazaar, change, applications)
