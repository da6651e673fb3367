"""Hosts book seats for others: several people at once, each by the rules of every booking, and each answered."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.refusals import in_words
from participants.cleaning import registration_numbers
from participants.people.models import JoinedRegistration, Participant
from participants.people.reach import Reach
from trainings.seats.actions import seats
from trainings.seats.models import Seat

BOOK = "seats.change_seat"
MOST = 200
TOO_MANY = f"Paling banyak {MOST} nomor sekali kirim. Kirim sisanya sesudah ini."
UNKNOWN = "Nomor ini tidak ada di wilayah Anda. Periksa lagi hurufnya, atau minta peserta memesan sendiri."
TWICE = "Nomor ini sudah ditulis di atas."
NOT_YOURS = "Peserta ini tidak lagi di wilayah Anda, jadi kursinya tidak dipesan."


class Answer(NamedTuple):
    """What came of one person or one line: a seat, or the reason why there is none."""

    typed: str
    name: str
    seat: Seat | None
    reason: str = ""


def people_for(user):
    """Return the people a user may book for as their work."""
    return Participant.objects.supervised_by(user, BOOK).defer("nik_sealed")


def book_people(session, people, *, by):
    """Book a seat for each of these people and return an Answer each; one who is refused keeps nobody else back.

    Raise `ValidationError` for more than MOST.
    """
    _refuse_many(people)
    return [_answer(session, person, person.registration_number, by=by) for person in people]


def book_numbers(session, lines, *, by):
    """Book for registration numbers as they were typed, and return an Answer for each in their order.

    Raise `ValidationError` for more than MOST.
    """
    _refuse_many(lines)
    known, seen, answers = _people_by_number(lines, by), set(), []
    for line in lines:
        person = known.get(_number(line))
        if person is None:
            answers.append(Answer(line, "", None, UNKNOWN))
        elif person.pk in seen:
            answers.append(Answer(line, person.name, None, TWICE))
        else:
            answers.append(_answer(session, person, line, by=by))
            seen.add(person.pk)
    return answers


def _refuse_many(rows):
    if len(rows) > MOST:
        raise ValidationError(TOO_MANY)


def _answer(session, person, typed, *, by):
    try:
        return Answer(typed, person.name, _book(session, person, by=by))
    except ValidationError as refused:
        return Answer(typed, person.name, None, in_words(refused))


@transaction.atomic
def _book(session, person, *, by):
    """Judge anew whose work this is: the page may be old, and the number one of somewhere else."""
    person = Participant.objects.select_related("user").defer("nik_sealed").get(pk=person.pk)
    if person not in Reach.of(by, BOOK, own=False):
        raise ValidationError(NOT_YOURS)
    seat = seats.book(session, person, by=by)
    return Seat.objects.with_positions().select_related("participant").get(pk=seat.pk)


def _people_by_number(lines, user):
    """{number: person}, also by numbers of registrations that were joined."""
    numbers = {number for line in lines if (number := _number(line))}
    joined = dict(JoinedRegistration.objects.filter(number__in=numbers).values_list("number", "participant_id"))
    people = people_for(user)
    found = {person.registration_number: person for person in people.filter(registration_number__in=numbers)}
    by_pk = people.in_bulk(set(joined.values())) if joined else {}
    return found | {number: by_pk[pk] for number, pk in joined.items() if pk in by_pk}


def _number(line):
    return registration_numbers.parse(line) or line.strip().upper()
