"""The states of seats, for models, triggers and the statement that gives out seats."""

from django.db import models


class SeatState(models.TextChoices):
    WAITING = "waiting", "menunggu"
    OFFERED = "offered", "ditawarkan"
    CONFIRMED = "confirmed", "terpesan"
    ATTENDED = "attended", "hadir"
    ABSENT = "absent", "tidak hadir"
    RELEASED = "released", "dilepas"


# States of a seat that use up a place.
TAKEN = (SeatState.OFFERED, SeatState.CONFIRMED, SeatState.ATTENDED, SeatState.ABSENT)
# States of a seat that may still bring its person the modules of the session: one for each module at a time.
HOLDING = (SeatState.WAITING, SeatState.OFFERED, SeatState.CONFIRMED)
