"""`/laporan/tindakan/`: what meetings decided, for who owns it and for who asks what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka, tanggal
from okoce.pagination import paged_work
from participants.people.reason_door import required_reason
from reports.meetings.actions import closings, decisions
from reports.meetings.forms import ActionsFilterForm, CloseForm, OwnerForm
from reports.meetings.models import Action
from reports.meetings.models.decisions import ADD, CHANGE, CLOSE
from reports.meetings.models.meetings import VIEW, hides_small
from reports.meetings.readings import readings

TITLE = "Tindakan rapat"
ABOVE = (TITLE, "reports:actions-list")
MINE = "milik"
VIEWS = {  # name in the address: (label, which actions)
    "terbuka": ("Terbuka", lambda actions, user: actions.open()),
    MINE: ("Milik saya", lambda actions, user: actions.owned_by(user).open()),
    "terlambat": ("Terlambat", lambda actions, user: actions.overdue()),
    "tanpa-pemilik": ("Tanpa pemilik", lambda actions, user: actions.without_owner()),
    "usul": ("Usul ditutup", lambda actions, user: actions.to_answer()),
    "ditutup": ("Ditutup", lambda actions, user: actions.closed()),
    "semua": ("Semua", lambda actions, user: actions),
}


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_actions(request):
    """In several views, with a search in the words, places and owners; who owns some sees those first."""
    mine = Action.objects.visible_to(request.user)
    asked = request.GET.get("tampil")
    usual = MINE if mine.owned_by(request.user).open().exists() else "terbuka"
    view = asked if asked in VIEWS else usual
    form = ActionsFilterForm(request.GET)
    words = form.cleaned_data["cari"].strip() if form.is_valid() else ""
    found = VIEWS[view][1](mine, request.user)
    if words:
        named = Q(what__icontains=words) | Q(kecamatan__name__icontains=words) | Q(owner__name__icontains=words)
        found = found.filter(named)
    rows, parts = paged_work(request, found, found.with_parts())
    context = parts | {
        "rows": readings(rows, hides=hides_small(request.user)),
        "form": form,
        "words": words,
        "view": view,
        "views": [(name, label) for name, (label, _) in VIEWS.items()],
        "title": TITLE,
        "crumbs": crumbs(("Rapat", "reports:meetings-list"), here="Tindakan"),
    }
    return render(request, "reports/meetings/actions/list.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_action(request, pk):
    return _detail(request, _action(request, pk), CloseForm())


@require_POST
@permission_required(CHANGE, raise_exception=True)
def close_action(request, pk):
    """Its owner proposes; who may close it does so at once."""
    action = _action(request, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        with refusals.at_form(form):
            closing = closings.propose(action, form.cleaned_data["kind"], form.cleaned_data["words"], by=request.user)
            said = "Tindakan ditutup." if closing.is_standing else "Usul tersimpan dan menunggu persetujuan."
            messages.success(request, said)
            return redirect("reports:actions-detail", pk)
    return _detail(request, action, form)


@require_POST
@permission_required(CLOSE, raise_exception=True)
def answer_closing(request, pk):
    """Accept what the owner proposed, or refuse it with words."""
    action = _action(request, pk)
    closing = get_object_or_404(action.closings.proposed())
    with refusals.as_message(request):
        if "setuju" in request.POST:
            closings.accept(closing, by=request.user)
            messages.success(request, "Tindakan ditutup. Pemiliknya dikabari.")
        else:
            closings.refuse(closing, required_reason(request), by=request.user)
            messages.success(request, "Usul ditolak. Tindakan tetap terbuka dan pemiliknya dikabari.")
    return redirect("reports:actions-detail", pk)


@require_POST
@permission_required(ADD, raise_exception=True)
def assign_owner(request, pk):
    action = _action(request, pk)
    form = OwnerForm(request.POST, code=action.kecamatan_id)
    if not form.is_valid():
        messages.error(request, form.errors["owner"][0])
        return redirect("reports:actions-detail", pk)
    with refusals.as_message(request):
        decisions.assign(action, form.cleaned_data["owner"], by=request.user)
        messages.success(request, f"Pemiliknya kini {form.cleaned_data['owner'].name}, dan sudah dikabari.")
    return redirect("reports:actions-detail", pk)


def _action(request, pk):
    return get_object_or_404(Action.objects.visible_to(request.user).with_parts().select_related("decided_by"), pk=pk)


def _detail(request, action, form):
    user, hides = request.user, hides_small(request.user)
    [reading] = readings([action], hides=hides)
    closing = action.newest_closing
    waits = closing is not None and closing.is_proposed
    may_close = action.allows(user, CLOSE)
    context = {
        "action": action,
        "kicker": f"{action.place}, {action.figure.name}",
        "reading": reading,
        "closings": [(closing, _facts(closing, hides=reading.is_hidden)) for closing in action.closings.all()],
        "measurements": [] if reading.is_hidden else list(action.measurements.order_by("-measured_on")[:20]),
        "waits": waits,
        "may_answer": waits and may_close,
        "may_end": reading.is_open and not waits and (may_close or action.allows(user, CHANGE)),
        "may_close": may_close,
        "owner_form": OwnerForm(code=action.kecamatan_id) if reading.is_open and action.allows(user, ADD) else None,
        "form": form,
        "crumbs": crumbs(ABOVE, here=action.place),
    }
    return render(request, "reports/meetings/actions/detail.html", context)


def _facts(closing, *, hides):
    """Who proposed it and when, the figures of its closing and its relapse, and the answer."""
    facts = [f"{closing.proposed_by.name}, {tanggal(closing.proposed_at)}"]
    if closing.value is not None and not hides:
        facts.append(f"angka {angka(closing.value)} pada {tanggal(closing.value_on)}")
    if closing.is_reopened and not hides:
        facts.append(f"turun menjadi {angka(closing.reopened_value)} pada {tanggal(closing.reopened_on)}")
    return " · ".join([*facts, *filter(None, [closing.answer])])
