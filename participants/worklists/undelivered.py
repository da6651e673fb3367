"""Messages that did not reach the people of an area: the list of those to call, or to send to again."""

from django.db.models import Exists, OuterRef, Q

from okoce.accounts.models import User
from okoce.notifications.models import Delivery
from participants.people.models import Participant

CHANGE = "people.change_participant"


def undelivered(user):
    """Return what was not delivered to the people somebody works for, and to the staff they look after."""
    # Deliveries are few, people are many: each receiver is looked up, instead of reading everybody of the area.
    theirs = Participant.objects.supervised_by(user, CHANGE).filter(user=OuterRef("user")).order_by()
    received = Q(Exists(theirs))
    if user.has_perm("accounts.view_user"):
        received |= Exists(User.objects.visible_to(user).filter(pk=OuterRef("user")).order_by())
    return Delivery.objects.undelivered().filter(received)


def with_people(deliveries, user):
    """Give each delivery the participants of its receiver whom this user works for, as `people`."""
    found = _people(user).filter(user__in=[delivery.user_id for delivery in deliveries])
    people = {}
    for pk, name, owner in found.order_by("name_key", "pk").values_list("pk", "name", "user"):
        people.setdefault(owner, []).append({"pk": pk, "name": name})
    for delivery in deliveries:
        delivery.people = people.get(delivery.user_id, [])
    return deliveries


def _people(user):
    return Participant.objects.supervised_by(user, CHANGE).filter(user__isnull=False)
