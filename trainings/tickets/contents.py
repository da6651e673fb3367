"""What a ticket says, in words: the same on the page, the paper, the picture and in the calendar."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

from okoce.programme import memory as programme
from okoce.regions import places
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Session
from trainings.tickets import tokens

MAP = "https://www.openstreetmap.org/search"
DOOR = "/hadir/tiket/"  # where the officer at the door lands, with the token after it


class Ticket(NamedTuple):
    number: int
    name: str
    registration_number: str
    title: str
    times: tuple
    venue: str
    address: str
    access: str
    map_url: str
    office: str
    phone: str
    dial: str
    link: str  # what the QR code opens; empty while the seat is not sure, and when the session is over


def of_seat(seat):
    """Return the Ticket of a seat that was read with its person, session and venue."""
    session, person = seat.session, seat.participant
    office = programme.office_of(session.kecamatan_id)
    address = _address(session.venue)
    return Ticket(
        number=seat.pk,
        name=person.name,
        registration_number=person.registration_number,
        title=session.title,
        times=memory.contents([session.pk])[session.pk].times,
        venue=session.venue.name,
        address=address,
        access=session.venue.access,
        map_url=f"{MAP}?{urlencode({'query': address})}",
        office=f"Kantor Kecamatan {places.named(session.kecamatan_id)}",
        phone=office.phone if office else "",
        dial=office.dial if office else "",
        link=link_of(seat) if admits(seat) else "",
    )


def _address(venue):
    """The street and what it lies in, without saying twice what the street's line says already."""
    kelurahan = places.region(venue.kelurahan_id)
    found = [part for part in venue.address.split(", ") if part]
    for name in (kelurahan.name, kelurahan.parent.name, kelurahan.parent.parent.name):
        if name not in found:
            found.append(name)
    return ", ".join(found)


def admits(seat):
    """Return whether the person may be let in with this seat: it is sure, and the session is held and not over."""
    is_sure = seat.state in (Seat.State.CONFIRMED, Seat.State.ATTENDED)
    return is_sure and seat.session.state == Session.State.PUBLISHED and not seat.session.has_ended


def link_of(seat):
    """Return the whole address that the ticket's QR code opens."""
    return f"{settings.SITE_URL}{DOOR}{tokens.token_of(seat)}/"
