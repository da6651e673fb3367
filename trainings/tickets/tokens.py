"""The signed token of a ticket: it names one seat, for one purpose, until the day after the last meeting.

The end stands in the token and no instant of signing does, so the same seat has the same token and the same picture.
"""

from datetime import datetime, timedelta

from django.core import signing

from okoce.clock import WIB
from okoce.pk_parsing import row_number

VALID_AFTER = timedelta(days=1)  # after the end of the session: lists are completed on the next day
_signer = signing.Signer(salt="trainings.tickets.ticket", sep=".")


def token_of(seat):
    """Return the token of a seat that was read with its session. A session moved to a later day gives a new one."""
    until = seat.session.ends_at + VALID_AFTER
    return _signer.sign(f"{seat.pk}.{int(until.timestamp())}")


def seat_of(token, now):
    """Return the id of the seat a token names at an instant; None for one that is forged, foreign or over."""
    try:
        number, _, until = _signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    pk, until = row_number(number), row_number(until)
    if pk is None or until is None or now > datetime.fromtimestamp(until, WIB):
        return None
    return pk
