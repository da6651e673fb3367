"""A host books for others: found by name or number and ticked, or pasted as a list of registration numbers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.kept_forms import again
from participants.people.forms import SearchForm
from trainings.seats.actions import others
from trainings.seats.forms.others import NumbersForm, PeopleForm
from trainings.seats.models import Seat
from trainings.sessions.models import Session

BOOK = others.BOOK
FOUND = 30
TEMPLATE = "trainings/seats/others/book.html"


@permission_required(BOOK, raise_exception=True)
def book_for_others(request, pk):
    """The page to find people, and the list of numbers that is pasted there."""
    session = _session(request.user, pk)
    form = again.bind(request, NumbersForm)
    if form.is_valid():
        with refusals.at_form(form, "numbers"):
            answers = others.book_numbers(session, form.cleaned_data["numbers"], by=request.user)
            if any(answer.seat for answer in answers):
                return _answered(request, session, answers)
            form.refuse(answers)
    return again.page(request, TEMPLATE, _context(session, form))


@permission_required(BOOK, raise_exception=True)
@require_POST
def search_people(request, pk):
    """The answer comes with the POST itself: what was typed never stands in an address."""
    session = _session(request.user, pk)
    search, found = SearchForm(request.POST), []
    if search.is_valid():
        people = search.find(others.people_for(request.user))
        found = list(people.order_by((F("pk") + 0).desc())[: FOUND + 1])
    context = _context(session, NumbersForm(), search=search)
    context |= {"rows": _rows(session, found[:FOUND]), "has_more": len(found) > FOUND, "is_search": True}
    return render(request, TEMPLATE, context)


@permission_required(BOOK, raise_exception=True)
@require_POST
def book_people(request, pk):
    session = _session(request.user, pk)
    form = PeopleForm(request.POST, people=others.people_for(request.user))
    with refusals.as_message(request):
        if not form.is_valid():
            raise ValidationError(form.non_field_errors())
        return _answered(request, session, others.book_people(session, form.cleaned_data["people"], by=request.user))
    return redirect("trainings:seats-book-for-others", pk=pk)


def _answered(request, session, answers):
    """One answer is read on the list of the session, several each by itself."""
    sure = sum(answer.seat is not None and answer.seat.state in Seat.TAKEN for answer in answers)
    seated = sum(answer.seat is not None for answer in answers)
    if len(answers) == seated == 1:
        messages.success(request, f"{answers[0].name}: {answers[0].seat.in_words}.")
        return redirect("trainings:seats-roster", pk=session.pk)
    refused = [answer for answer in answers if answer.seat is None]
    context = {
        "session": session,
        "answers": answers,
        "refused": refused,
        "lead": _counts(sure, seated - sure, len(refused)),
        "form": NumbersForm(initial={"numbers": "\n".join(answer.typed for answer in refused)}),
        "crumbs": _crumbs(session),
    }
    return render(request, "trainings/seats/others/answers.html", context)


def _counts(sure, waiting, refused):
    counts = {"kursi pasti": sure, "nomor tunggu": waiting, "belum dipesan": refused}
    return f"{', '.join(f'{angka(count)} {words}' for words, count in counts.items() if count)}."


def _session(user, pk):
    return get_object_or_404(Session.objects.visible_to(user, BOOK).published(), pk=pk)


def _context(session, form, *, search=None):
    return {"session": session, "form": form, "search": search or SearchForm(), "crumbs": _crumbs(session)}


def _crumbs(session):
    return crumbs(
        (session.title, "trainings:sessions-detail", session.pk),
        ("Peserta", "trainings:seats-roster", session.pk),
        here="Pesankan kursi",
    )


def _rows(session, people):
    """Each person found, with the seat they hold in this session already."""
    held = {seat.participant_id: seat for seat in session.seats.live().with_positions().filter(participant__in=people)}
    return [{"person": person, "seat": held.get(person.pk)} for person in people]
