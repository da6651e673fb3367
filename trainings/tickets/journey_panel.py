"""The next seats on somebody's journey, with the ticket's code."""

from participants.cleaning import qr
from trainings.seats import journey_panel
from trainings.tickets import contents


def upcoming_seats(participant, present):
    """Return what the room of seats shows, with the code that the ticket has."""
    return journey_panel.upcoming_seats(participant, present, code_of=_code_of)


def _code_of(seat):
    return qr.svg(contents.link_of(seat))
