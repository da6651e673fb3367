"""`/hadir/…/pintu/`: one page for the day, made for a telephone."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import rentang
from okoce.pk_parsing import row_number
from participants.people.models import Participant
from trainings.attendance.views.ticks import PERMISSION, meeting_or_404
from trainings.door import queries
from trainings.door.actions import arrivals, calling, covered
from trainings.door.forms.search import DoorSearchForm, person_of, token_of

CHECK = "identity_checks.check_identity"
LOOKED_FOR = "Dicari di pintu pelatihan"


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def show(request, session, pk):
    return _draw(request, meeting_or_404(request.user, session, pk), DoorSearchForm())


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def search(request, session, pk):
    """A POST: what is typed may be a NIK, and addresses are kept everywhere."""
    meeting = meeting_or_404(request.user, session, pk)
    form = DoorSearchForm(request.POST)
    found = None
    if form.is_valid():
        found = queries.found(form, meeting, request.user)
        ids = [row["person"].pk for row in found]
        access_log.record_many(request.user, AccessLog.Act.LIST, Participant, ids, reason=LOOKED_FOR)
        for row in found:
            row["token"] = token_of(meeting, row["person"].pk, request.user)
    return _draw(request, meeting, form, found)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def admit(request, session, pk):
    meeting = meeting_or_404(request.user, session, pk)
    with refusals.as_message(request):
        person = person_of(request.POST.get("person", ""), meeting, request.user)
        arrival = arrivals.let_in(meeting, person, by=request.user, **card_ticks(request))
        tell(request, person.name, arrival)
    return redirect("trainings:door-show", session=session, pk=pk)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def admit_next(request, session, pk):
    meeting = meeting_or_404(request.user, session, pk)
    with refusals.as_message(request):
        shown = row_number(request.POST.get("stand_by"))
        called = calling.let_next_in(meeting, by=request.user, expected=shown, **card_ticks(request))
        messages.success(request, f"Siaga {called.stand_by.number}, {called.stand_by.person_name}: silakan masuk.")
        if called.seat:
            release_covered(request, called.seat)
        for refusal in called.refusals:
            messages.error(request, refusal)
    return redirect("trainings:door-show", session=session, pk=pk)


@require_POST
@permission_required(PERMISSION, raise_exception=True)
def skip_next(request, session, pk):
    meeting = meeting_or_404(request.user, session, pk)
    with refusals.as_message(request):
        if called := calling.skip(meeting, row_number(request.POST.get("stand_by")), by=request.user):
            messages.success(request, f"Siaga {called.number} dilewati.")
    return redirect("trainings:door-show", session=session, pk=pk)


def card_ticks(request):
    """What was ticked about the card, by those who may check cards."""
    if not request.user.has_perm(CHECK):
        return {}
    shown = "card_and_number" in request.POST
    return {"card_seen": shown or "card" in request.POST, "number_shown": shown}


def tell(request, name, arrival):
    """Say what became of somebody, and why a card could not be checked."""
    if arrival.stand_by:
        messages.warning(request, f"Kursi penuh. {name} mendapat nomor siaga {arrival.stand_by.number}.")
    else:
        messages.success(request, f"{name} sudah masuk.")
        release_covered(request, arrival.seat)
    for refusal in arrival.refusals:
        messages.error(request, refusal)


def release_covered(request, seat):
    """Give back later seats for the same modules, and say which."""
    for given in covered.release(seat):
        where = f"“{given.session.title}”, {rentang(given.session.starts_at, given.session.ends_at)}"
        messages.info(request, f"Kursi {given.participant.name} di {where} dilepas, karena modulnya diikuti di sini.")


def _draw(request, meeting, form, found=None):
    numbers = queries.numbers(meeting)
    may_check = request.user.has_perm(CHECK)
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "crumbs": crumbs(("Catat kehadiran", "trainings:attendance-list"), here="Pintu"),
        "form": form,
        "found": found,
        "may_check": may_check,
        "asks_card": may_check and numbers["next_unchecked"],
        **numbers,
    }
    return render(request, "trainings/door/show.html", context)
