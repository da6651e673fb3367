"""`/program/aturan/`: the rules of a year, proposals of others with their effect, and what came of them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.jobs.heartbeats import is_worker_alive
from okoce.kept_forms import again
from okoce.pagination import paged
from okoce.programme import memory
from participants.people.forms import ReasonForm
from participants.people.models.participants import VIEW as VIEW_PEOPLE
from participants.people.reason_door import required_reason
from participants.rules import display
from participants.rules.actions import confirming, proposing
from participants.rules.forms import RulesForm
from participants.rules.models import ADD, CONFIRM, VIEW, RuleChange

State = RuleChange.State
PROGRAMME = "/program/"  # trainings/years
ABOVE = ("Aturan tahun", "participants:rules-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_changes(request):
    year, hides = memory.newest_year(), not request.user.has_perm(VIEW_PEOPLE)
    rows, addresses = paged(request, RuleChange.objects.visible_to(request.user).with_people())
    context = addresses | {
        "years": sorted(memory.years().values(), key=lambda each: -each.year),
        "rules": display.rules(year) if year else [],
        "year": year,
        "changes": [(row, display.sentence(row.effect, hides_small=hides)) for row in rows],
        "may_propose": request.user.has_perm(ADD),
        "crumbs": crumbs(("Tahun program", PROGRAMME), here="Aturan tahun"),
    }
    return render(request, "participants/rules/list.html", context)


@permission_required(ADD, raise_exception=True)
def propose_change(request, number):
    year = next((each for each in memory.years().values() if each.year == number), None)
    if year is None:
        raise Http404
    form = again.bind(request, RulesForm, year=year)
    if form.is_valid():
        with refusals.at_form(form):
            about = {name: form.cleaned_data[name] for name in ("counts_from", "reason")}
            change = proposing.propose(year, form.values, by=request.user, **about)
            messages.success(request, "Usulan tersimpan. Belum ada yang berubah; dampaknya sedang dihitung.")
            return redirect("participants:rules-detail", pk=change.pk)
    title = f"Ubah aturan {year.year}"
    context = {"form": form, "year": year, "title": title, "crumbs": crumbs(ABOVE, here=title)}
    return again.page(request, "participants/rules/propose.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_change(request, pk):
    change = _change(request, pk, VIEW)
    waits, reads_people = change.state == State.WAITING, request.user.has_perm(VIEW_PEOPLE)
    is_own, counted = change.proposed_by_id == request.user.pk, waits and change.is_counted
    context = _progress(change) | {
        "compared": display.compared(change),
        "sentence": display.sentence(change.effect, hides_small=not reads_people),
        "confirmed": display.sentence(change.confirmed, hides_small=not reads_people) if change.confirmed else "",
        "stages": display.by_stage(change.effect) if reads_people else [],
        "kota": display.by_kecamatan(change.effect) if reads_people else [],
        "reads_people": reads_people,
        "may_withdraw": is_own and change.state in (State.WAITING, State.CONFIRMED),
        "may_confirm": counted and not is_own and request.user.has_perm(CONFIRM),
        "may_recount": counted and request.user.has_perm(ADD),
        "form": ReasonForm(),
        "crumbs": crumbs(ABOVE, here=str(change)),
    }
    return render(request, "participants/rules/detail.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_progress(request, pk):
    """The part that changes while a worker counts; when it is over, the browser takes the whole page again."""
    change = _change(request, pk, VIEW)
    response = render(request, "participants/rules/_progress.html", _progress(change))
    if not change.is_busy or change.has_failed:
        response["HX-Refresh"] = "true"
    return response


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def confirm_change(request, pk):
    change = _change(request, pk, CONFIRM)
    with refusals.as_message(request):
        confirming.confirm(change, by=request.user, seen=request.POST.get("seen", ""))
        messages.success(request, "Disahkan. Dampaknya dihitung sekali lagi sebelum aturan berlaku.")
    return redirect("participants:rules-detail", pk=pk)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def refuse_change(request, pk):
    change = _change(request, pk, CONFIRM)
    with refusals.as_message(request):
        proposing.refuse(change, by=request.user, answer=required_reason(request))
        messages.success(request, "Usulan ditolak; aturan tetap. Pengusulnya dikabari.")
    return redirect("participants:rules-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
@require_POST
def withdraw_change(request, pk):
    change = _change(request, pk, ADD)
    with refusals.as_message(request):
        proposing.withdraw(change, by=request.user)
        messages.success(request, "Usulan ditarik; aturan tetap.")
    return redirect("participants:rules-detail", pk=pk)


@permission_required(ADD, raise_exception=True)
@require_POST
def count_again(request, pk):
    change = _change(request, pk, ADD)
    with refusals.as_message(request):
        proposing.recount(change, by=request.user)
    return redirect("participants:rules-detail", pk=pk)


def _change(request, pk, permission):
    return get_object_or_404(RuleChange.objects.visible_to(request.user, permission).with_people(), pk=pk)


def _progress(change):
    waits = change.is_busy and not change.has_failed and not is_worker_alive()
    return {"change": change, "waits_for_worker": waits}
