"""Another session instead: a seat changed for one elsewhere, and what follows after a cancelled session."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from okoce import refusals
from okoce.crumbs import crumbs
from trainings.seats import proposals
from trainings.seats.actions import swaps
from trainings.seats.forms.mentees import SessionForm
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Session

CALENDAR = ("Pelatihan", "trainings:sessions-list")


def choose_session(request, pk):
    """The sessions a seat can be changed to; each leads to a page that asks once more."""
    seat = _seat(request.user, pk)
    if not seat.may_be_swapped:
        messages.error(request, "Kursi ini tidak dapat dipindahkan lagi. Pilih sesi lain di jadwal pelatihan.")
        return redirect("trainings:seats-detail", pk=pk)
    context = {
        "seat": seat,
        "session": seat.session,
        "choices": _choices(proposals.to_swap(seat)),
        "crumbs": _crumbs(seat, "Pindah sesi"),
    }
    return render(request, "trainings/seats/swaps/choose.html", context)


def swap_to(request, pk, session):
    seat = _seat(request.user, pk)
    wanted = get_object_or_404(Session.objects.published().select_related("venue"), pk=session)
    if request.method == "POST":
        with refusals.as_message(request):
            new = swaps.swap(seat, wanted, by=request.user)
            messages.success(request, f"Kursi {seat.participant.name} sudah pindah ke “{wanted.title}”.")
            return redirect("trainings:seats-detail", pk=new.pk)
        return redirect("trainings:seats-detail", pk=pk)
    old, new = _choices([seat.session, wanted])
    context = {"seat": seat, "old": old, "new": new, "crumbs": _crumbs(seat, "Pindah sesi")}
    return render(request, "trainings/seats/swaps/confirm.html", context)


def replace_session(request, pk):
    """After a cancelled session: the place held, if any, and sessions that fit, each booked with one button."""
    seat = _seat(request.user, pk)
    if not seat.was_cancelled_with_session:
        return redirect("trainings:seats-detail", pk=pk)
    form = SessionForm(request.POST or None, sessions=Session.objects.published())
    if request.method == "POST" and form.is_valid():
        with refusals.as_message(request):
            new = swaps.replace(seat, form.cleaned_data["session"], by=request.user)
            return redirect("trainings:seats-detail", pk=new.pk)
        return redirect("trainings:seats-replace", pk=pk)
    held = swaps.place_held(seat)
    context = {
        "seat": seat,
        "session": seat.session,
        "held": held,
        "choices": _choices(proposals.instead_of(seat, held=[held.session_id] if held else [])),
        "form": form,
        "crumbs": _crumbs(seat, "Sesi pengganti"),
    }
    return render(request, "trainings/seats/swaps/replace.html", context)


def _seat(user, pk):
    seats = Seat.objects.manageable_by(user).select_related("session__venue", "session__kecamatan", "participant")
    return get_object_or_404(seats, pk=pk)


def _choices(sessions):
    """Each session with when it meets and what it teaches."""
    contents = memory.contents([session.pk for session in sessions])
    return [
        {
            "session": session,
            "meetings": contents[session.pk].meetings,
            "modules": ", ".join(module.name for module in contents[session.pk].modules),
        }
        for session in sessions
    ]


def _crumbs(seat, here):
    return crumbs(CALENDAR, (f"Kursi {seat.participant.name}", "trainings:seats-detail", seat.pk), here=here)
