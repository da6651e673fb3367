"""A worker without a protection: it notes nowhere that a mail is being sent. Never imported, named in JOB_MODULES."""

from okoce.notifications import sending
from okoce.notifications.models import Delivery

_move = sending._move


def forget(delivery, state, **changes):
    return True if state == Delivery.State.SENDING else _move(delivery, state, **changes)


sending._move = forget
