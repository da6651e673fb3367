"""Applications of one record go over to another one of the same person; of two for one bazaar one stands."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from bazaars.models import Bazaar, StallApplication, StallDay
from okoce.clock import now

BOTH_STAND = "Keduanya punya lapak di bazar “{}”; lepaskan salah satunya dulu."


def lock(participant_ids):
    """Lock the bazaars at which these people applied: before the people, as every act on applications does."""
    ids = StallApplication.objects.filter(participant__in=participant_ids).order_by().values("bazaar")
    list(Bazaar.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values("pk"))


def join(duplicate, keep):
    """Give the record all applications; of two for one bazaar the one with a stall stands, else the earlier one.

    Raise `ValidationError` where both have a stall.
    """
    theirs = {each.bazaar_id: each for each in _standing(duplicate)}
    for mine in _standing(keep):
        other = theirs.get(mine.bazaar_id)
        if other is None:
            continue
        if mine.has_stall and other.has_stall:
            raise ValidationError(BOTH_STAND.format(mine.bazaar.name))
        loser = min(mine, other, key=lambda each: (each.has_stall, -each.number))
        loser.withdrawn_at = now()
        loser.save(update_fields=["withdrawn_at"])
    duplicate.stall_applications.update(participant=keep)


def _standing(person):
    stalls = StallDay.objects.standing().filter(application=OuterRef("pk"))
    rows = StallApplication.objects.filter(participant=person).standing().select_related("bazaar")
    return rows.annotate(has_stall=Exists(stalls)).order_by("bazaar", "number")
