"""Three taps of those who came; only sums are read, and none below five answers."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from okoce.clock import now
from trainings.door.models import Feedback

ASKED_FOR = timedelta(days=30)
SHOWN_FROM = 5


def is_asked(seat):
    """Whether somebody who was seen may still answer."""
    session = seat.session
    return bool(session.has_started and now() <= session.ends_at + ASKED_FOR and seat.attendances.standing().exists())


@transaction.atomic
def answer(seat, question, value, *, by):
    """Keep one answer; the last one counts. Raise `ValidationError` for who was not seen, or too late."""
    if not is_asked(seat):
        raise ValidationError("Pendapat ditanyakan kepada yang hadir, sampai 30 hari setelah sesi selesai.")
    Feedback.objects.update_or_create(seat=seat, question=question, defaults={"answer": value, "given_at": now()})


def totals(session):
    """[(question, [(answer, people)], people)] of a session; a question below five answers has no figures."""
    rows = Feedback.objects.filter(seat__session=session).values_list("question", "answer")
    counted = {(question, value): people for question, value, people in rows.annotate(people=Count("pk")).order_by()}
    found = []
    for question in Feedback.Question:
        answers = [(value.label, counted.get((question.value, value.value), 0)) for value in Feedback.Answer]
        people = sum(count for _, count in answers)
        found.append((question.label, answers if people >= SHOWN_FROM else None, people))
    return found
