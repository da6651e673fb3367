"""`/program/`: the programme years, and the turn from one to the next."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from okoce.programme import memory
from okoce.regions import places
from participants.people.forms import ReasonForm
from participants.people.models.participants import VIEW as VIEW_PEOPLE
from participants.people.reason_door import required_reason
from trainings.years.actions import turning
from trainings.years.forms import TurnForm
from trainings.years.models import ADD, CONFIRM, VIEW, YearTurn

State = YearTurn.State
ABOVE = ("Tahun program", "trainings:years-list")
LABELS = {
    "people": "Peserta tahun ini",
    "carrying_on": "Melanjutkan (belum tujuh tahap)",
    "finished": "Selesai tujuh tahap",
    "waiting": "Menunggu pemeriksaan KTP",
    "mentored": "Punya pendamping",
    "seats": "Kursi di sesi yang belum selesai",
}


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_years(request):
    context = {
        "years": sorted(memory.years().values(), key=lambda each: -each.year),
        "turns": list(YearTurn.objects.visible_to(request.user).with_people()),
        "may_propose": request.user.has_perm(ADD),
        "crumbs": crumbs(here="Tahun program"),
    }
    return render(request, "trainings/years/list.html", context)


@permission_required(ADD, raise_exception=True)
def propose_turn(request):
    form = again.bind(request, TurnForm)
    if form.from_year is None:
        raise Http404
    if form.is_valid():
        with refusals.at_form(form):
            turn = turning.propose(form.from_year, by=request.user, **form.cleaned_data)
            messages.success(request, "Usulan tersimpan. Tahunnya dibuka setelah orang kedua mengesahkan.")
            return redirect("trainings:years-detail", pk=turn.pk)
    title = "Buka tahun baru"
    context = {"form": form, "from_year": form.from_year, "title": title, "crumbs": crumbs(ABOVE, here=title)}
    return again.page(request, "trainings/years/propose.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_turn(request, pk):
    turn = _turn(request, pk, VIEW)
    reads_people = request.user.has_perm(VIEW_PEOPLE)
    waits, is_own = turn.state == State.WAITING, turn.proposed_by_id == request.user.pk
    context = {
        "turn": turn,
        "counts": [(label, turn.before[name], turn.after.get(name)) for name, label in LABELS.items()],
        "kota": [(places.named(code), row) for code, row in turn.before["kota"].items()] if reads_people else [],
        "may_withdraw": waits and is_own,
        "may_confirm": waits and not is_own and request.user.has_perm(CONFIRM),
        "form": ReasonForm(),
        "crumbs": crumbs(ABOVE, here=str(turn)),
    }
    return render(request, "trainings/years/detail.html", context)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def confirm_turn(request, pk):
    turn = _turn(request, pk, CONFIRM)
    with refusals.as_message(request):
        turning.confirm(turn, by=request.user)
        messages.success(request, f"Tahun program {turn.year} dibuka. Peserta, kursi, dan pendamping tetap.")
    return redirect("trainings:years-detail", pk=pk)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def refuse_turn(request, pk):
    turn = _turn(request, pk, CONFIRM)
    with refusals.as_message(request):
        turning.refuse(turn, by=request.user, answer=required_reason(request))
        messages.success(request, "Usulan ditolak; tidak ada tahun baru. Pengusulnya dikabari.")
    return redirect("trainings:years-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
@require_POST
def withdraw_turn(request, pk):
    turn = _turn(request, pk, ADD)
    with refusals.as_message(request):
        turning.withdraw(turn, by=request.user)
        messages.success(request, "Usulan ditarik; tidak ada tahun baru.")
    return redirect("trainings:years-detail", pk=pk)


def _turn(request, pk, permission):
    return get_object_or_404(YearTurn.objects.visible_to(request.user, permission).with_people(), pk=pk)
