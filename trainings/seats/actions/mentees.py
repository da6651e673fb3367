"""A mentor books seats for the people they mentor: one press for several, each by the rules of every booking."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from participants.people.models import Participant
from trainings.seats.actions import seats
from trainings.seats.models import BOOK_FOR_MENTEE as BOOK
from trainings.seats.models import Seat

MOST = 50
NOT_YOURS = "Peserta ini tidak lagi Anda dampingi, jadi kursinya tidak dipesan."
TOO_MANY = f"Pesankan paling banyak {MOST} orang sekali kirim."


class Booked(NamedTuple):
    """What came of one press: a seat or a waiting number each, or why not."""

    seats: list
    refusals: list  # (Participant, sentence)


def book_for(session, people, *, by):
    """Book a seat for each of these people, and return what came of it; one who is refused keeps nobody else back.

    Raise `ValidationError` for more than MOST at once.
    """
    if len(people) > MOST:
        raise ValidationError(TOO_MANY)
    booked = Booked([], [])
    for person in people:
        try:
            booked.seats.append(_book(session, person, by=by))
        except ValidationError as refused:
            booked.refusals.append((person, " ".join(refused.messages)))
    return booked


@transaction.atomic
def _book(session, person, *, by):
    """Judge the mentor anew: the person may have been given to another since the page was drawn."""
    person = Participant.objects.select_related("user").defer("nik_sealed").get(pk=person.pk)
    if not person.allows(by, BOOK):
        raise ValidationError(NOT_YOURS)
    seat = seats.book(session, person, by=by)
    return Seat.objects.select_related("participant").with_positions().get(pk=seat.pk)
