"""Two records become one: proposed beside the comparison, confirmed by a second officer, undone within 30 days."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.pagination import paged_work
from okoce.programme.stages import Stage
from participants.merges.actions import merging, proposing, undoing
from participants.merges.models import ADD, CONFIRM, UNDO, Merge
from participants.people.forms import ReasonForm
from participants.people.models import Participant
from participants.people.reason_door import ask_reason, asked_reason, required_reason
from participants.twins import display
from participants.twins import views as twins
from participants.twins.forms import SameForm

TITLE = "Penyatuan data"
MERGES = (TITLE, "participants:merges-list")


@permission_required(ADD, raise_exception=True)
@require_safe
def list_merges(request):
    """Proposals and merges, newest first; their state says which wait for a second officer."""
    merges = Merge.objects.visible_to(request.user)
    rows, parts = paged_work(
        request, merges, merges.with_people().defer("keep__nik_sealed", "duplicate__nik_sealed", "log_sealed")
    )
    context = parts | {
        "merges": rows,
        "title": TITLE,
        "crumbs": crumbs(twins.TWINS, here=TITLE),
    }
    return render(request, "participants/merges/list.html", context)


@permission_required(ADD, raise_exception=True)
def show_merge(request, pk):
    merge = get_object_or_404(_merges_of(request.user), pk=pk)
    people = [person for person in (merge.keep, merge.duplicate) if person]
    reason = asked_reason(request, *people)
    if reason is None:
        return ask_reason(request, *people, above=MERGES)
    access_log.record_many(
        request.user, AccessLog.Act.OPEN, Participant, [person.pk for person in people], reason or TITLE
    )
    waits = merge.state == Merge.State.WAITING
    context = {
        "merge": merge,
        "waits": waits,
        "rows": display.side_by_side(*people) if waits else [],
        "lost": ", ".join(stage.label for stage in Stage if stage in merge.lost_stages),
        "is_own": merge.proposed_by_id == request.user.pk,
        "may_confirm": merge.allows(request.user, CONFIRM),
        "may_undo": merge.may_be_undone and merge.allows(request.user, UNDO),
        "form": ReasonForm(),
        "crumbs": crumbs(twins.TWINS, MERGES, here=merge.former_number),
    }
    return render(request, "participants/merges/detail.html", context)


@permission_required(ADD, raise_exception=True)
@require_POST
def propose(request, pk):
    """From the comparison of a pair."""
    pair = get_object_or_404(twins.pairs_of(request.user), pk=pk)
    people = [pair.one, pair.other]
    form = SameForm(request.POST, people=people)
    if form.is_valid():
        with refusals.as_message(request):
            keep, duplicate = form.chosen(people)
            made = proposing.propose(keep, duplicate, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "Usulan tersimpan. Keduanya disatukan setelah petugas kedua mengesahkannya.")
            return redirect("participants:merges-detail", pk=made.pk)
    else:
        messages.error(request, " ".join(sentence for errors in form.errors.values() for sentence in errors))
    return redirect("participants:twins-detail", pk=pk)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def confirm(request, pk):
    merge = _merge(request, pk, CONFIRM)
    with refusals.as_message(request):
        merging.confirm(merge, by=request.user)
        messages.success(request, f"Data {merge.former_number} kini menyatu. Pesertanya dikabari.")
    return redirect("participants:merges-detail", pk=pk)


@permission_required(CONFIRM, raise_exception=True)
@require_POST
def refuse(request, pk):
    merge = _merge(request, pk, CONFIRM)
    done = "ditarik" if merge.proposed_by_id == request.user.pk else "ditolak"
    with refusals.as_message(request):
        proposing.refuse(merge, by=request.user, reason=required_reason(request))
        messages.success(request, f"Usulan {done}; pasangan ini kembali ke daftar.")
        return redirect("participants:twins-list")
    return redirect("participants:merges-detail", pk=pk)


@permission_required(UNDO, raise_exception=True)
@require_POST
def undo(request, pk):
    merge = _merge(request, pk, UNDO)
    with refusals.as_message(request):
        undoing.undo(merge, by=request.user, reason=required_reason(request))
        messages.success(request, f"Data {merge.former_number} berdiri sendiri lagi. Keduanya dikabari.")
    return redirect("participants:merges-detail", pk=pk)


def _merges_of(user, permission=ADD):
    people = ("keep", "duplicate")
    with_all = [f"{each}__{name}" for each in people for name in ("mentor", "registration_point", "business")]
    rows = Merge.objects.visible_to(user, permission).with_people().select_related(*with_all)
    return rows.prefetch_related("keep__standings", "duplicate__standings")


def _merge(request, pk, permission):
    return get_object_or_404(Merge.objects.visible_to(request.user, permission).with_people(), pk=pk)
