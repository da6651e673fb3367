"""`/peserta/perpindahan/`: people who move to another kecamatan, accepted by the one they come to."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import tanggal
from okoce.kept_forms import again
from okoce.pagination import paged_work
from okoce.regions import places
from participants.moves.actions import proposing, receiving
from participants.moves.forms import MoveForm
from participants.moves.models import ACCEPT, ADD, UNDO, VIEW, Move
from participants.people.forms import ReasonForm
from participants.people.models import Participant
from participants.people.reach import CHANGE
from participants.people.reason_door import ask_reason, asked_reason, required_reason

TITLE = "Perpindahan peserta"
PEOPLE, MOVES = ("Peserta", "participants:people-list"), (TITLE, "participants:moves-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_moves(request):
    """Those that wait to come in and those of people here, newest first."""
    moves = Move.objects.visible_to(request.user)
    rows, parts = paged_work(
        request, moves, moves.select_related("participant", "proposed_by").defer("participant__nik_sealed")
    )
    people = sorted({row.participant_id for row in rows})
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, people, TITLE)
    context = parts | {
        "moves": rows,
        "title": TITLE,
        "crumbs": crumbs(PEOPLE, here=TITLE),
    }
    return render(request, "participants/moves/list.html", context)


@permission_required(VIEW, raise_exception=True)
def show_move(request, pk):
    move = _move(request, pk, VIEW)
    person, user = move.participant, request.user
    works_here = move.is_received_by(user) or move.proposed_by_id == user.pk
    reason = "" if works_here else asked_reason(request, person)
    if reason is None:
        return ask_reason(request, person, above=MOVES)
    access_log.record(user, AccessLog.Act.OPEN, person, reason or TITLE)
    waits = move.state == Move.State.WAITING
    context = {
        "move": move,
        "person": person,
        "facts": _facts(move),
        "to_kecamatan": places.named(move.to_kecamatan_id),
        "waits": waits,
        "is_own": waits and move.proposed_by_id == user.pk,
        "may_accept": move.is_received_by(user),
        "may_undo": move.may_be_undone and move.allows(user, UNDO),
        "opens": person.allows(user, CHANGE),
        "form": ReasonForm(),
        "crumbs": crumbs(MOVES, here=person.registration_number),
    }
    return render(request, "participants/moves/detail.html", context)


@permission_required(ADD, raise_exception=True)
def propose_move(request, pk):
    people = Participant.objects.kept().supervised_by(request.user, ADD).for_detail()
    person = get_object_or_404(people, pk=pk)
    form = again.bind(request, MoveForm, home=person.kecamatan_id)
    if form.is_valid():
        with refusals.at_form(form):
            made = proposing.propose(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"Usulan tersimpan dan menunggu Kecamatan {places.named(made.to_kecamatan_id)}.")
            return redirect("participants:moves-detail", pk=made.pk)
    access_log.record(request.user, AccessLog.Act.OPEN, person, TITLE)
    context = {
        "form": form,
        "person": person,
        "home": places.line(person.kelurahan_id),
        "waiting": person.moves.waiting().first(),
        "crumbs": crumbs(PEOPLE, (person.name, "participants:people-detail", person.pk), here="Pindah kecamatan"),
    }
    return again.page(request, "participants/moves/propose.html", context)


@permission_required(ACCEPT, raise_exception=True)
@require_POST
def accept_move(request, pk):
    move = _move(request, pk, ACCEPT)
    with refusals.as_message(request):
        receiving.accept(move, by=request.user)
        messages.success(request, "Peserta kini di wilayah Anda. Ia dan kecamatan asalnya dikabari.")
    return redirect("participants:moves-list")


@permission_required(ACCEPT, raise_exception=True)
@require_POST
def refuse_move(request, pk):
    move = _move(request, pk, ACCEPT)
    with refusals.as_message(request):
        receiving.refuse(move, by=request.user, answer=required_reason(request))
        messages.success(request, "Perpindahan ditolak. Kecamatan asalnya dikabari.")
        return redirect("participants:moves-list")
    return redirect("participants:moves-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
@require_POST
def withdraw_move(request, pk):
    move = _move(request, pk, ADD)
    with refusals.as_message(request):
        proposing.withdraw(move, by=request.user)
        messages.success(request, "Usulan pindah ditarik; peserta tetap di kecamatannya.")
    return redirect("participants:moves-list")


@permission_required(UNDO, raise_exception=True)
@require_POST
def undo_move(request, pk):
    move = _move(request, pk, UNDO)
    with refusals.as_message(request):
        receiving.undo(move, by=request.user, reason=required_reason(request))
        messages.success(request, "Peserta kembali ke kecamatan asalnya. Ia dan kedua kecamatan dikabari.")
        return redirect("participants:moves-list")
    return redirect("participants:moves-detail", pk=pk)


def _facts(move):
    numbers = [f"{word} {value}" for word, value in (("RT", move.rt), ("RW", move.rw)) if value]
    return [
        {"label": "Dari", "value": move.from_in_words},
        {"label": "Ke", "value": move.to_in_words},
        {"label": "Alamat baru", "value": ", ".join([move.street, *numbers])},
        {"label": "Pindah sejak", "value": tanggal(move.moved_on)},
    ]


def _move(request, pk, permission):
    people = Move.objects.visible_to(request.user, permission).with_people().select_related("participant__mentor")
    return get_object_or_404(people, pk=pk)
