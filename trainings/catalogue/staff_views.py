"""From somebody's page to a seat for them: the sessions that fit, each with one button."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from trainings.catalogue import offers
from trainings.seats.actions import others
from trainings.seats.forms.mentees import SessionForm
from trainings.sessions import memory
from trainings.sessions.models import Session

OFFERED = 12


@permission_required(others.BOOK, raise_exception=True)
def book_for_person(request, pk):
    """Wherever the session is held: the person is of the officer's area, and may take part anywhere."""
    person = get_object_or_404(others.people_for(request.user), pk=pk)
    form = SessionForm(request.POST or None, sessions=Session.objects.published())
    if form.is_valid():
        (answer,) = others.book_people(form.cleaned_data["session"], [person], by=request.user)
        if answer.seat:
            messages.success(request, f"{answer.name}: {answer.seat.in_words}.")
            return redirect("trainings:seats-detail", pk=answer.seat.pk)
        messages.error(request, answer.reason)
        return redirect("trainings:offers-book", pk=pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, "Pesankan kursi pelatihan")
    sessions = offers.for_person(person, most=OFFERED)
    contents = memory.contents([session.pk for session in sessions or ()])
    context = {
        "person": person,
        "form": form,
        "is_done": sessions is None,
        "offers": [
            {
                "session": session,
                "held": contents[session.pk],
                "waits": not session.has_place,
            }
            for session in sessions or ()
        ],
        "crumbs": crumbs(
            ("Peserta", "participants:people-list"),
            (person.name, "participants:people-detail", pk),
            here="Pesankan kursi",
        ),
    }
    return render(request, "trainings/catalogue/book_for_person.html", context)
