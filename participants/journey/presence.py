"""Which kinds of rows there are of a person: asked at once, so that their page asks for nothing that is not there.

Each module of settings.JOURNEY_PRESENCE says in PRESENT = {kind: rows} what its panel shows.
"""

from importlib import import_module

from django.conf import settings
from django.db.models import TextField, Value

from participants.journey.models.presence import Presence

COLUMNS = "kind", "participant_id"


def rows():
    """The rows of all kinds, which the view of `Presence` is made of."""
    modules = [import_module(name) for name in settings.JOURNEY_PRESENCE]
    kinds = [(kind, found) for module in modules for kind, found in module.PRESENT.items()]
    first, *others = (_shaped(kind, found) for kind, found in kinds)
    return first.union(*others, all=True)


def of(participant):
    """Return the kinds there are of a person."""
    return frozenset(Presence.objects.filter(participant_id=participant.pk).values_list("kind", flat=True))


def _shaped(kind, found):
    return found.order_by().values_list(Value(kind, output_field=TextField()), "participant_id")
