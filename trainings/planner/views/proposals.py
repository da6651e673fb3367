"""Ask the planner, wait, and read what it proposes and whom it leaves out."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.jobs.heartbeats import is_worker_alive
from okoce.kept_forms import again
from okoce.pagination import paged
from okoce.programme import memory
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.participants import VIEW
from trainings.planner.actions import proposals
from trainings.planner.forms.asking import AskForm
from trainings.planner.models import ADD, REMEDIES, LeftOut, Proposal, ReasonWord

ABOVE = ("Rencanakan", "trainings:planner-list")


@permission_required(ADD, raise_exception=True)
def list_proposals(request):
    form = again.bind(request, AskForm, user=request.user)
    if request.method == "POST" and form.is_valid():
        proposal = proposals.ask(**form.cleaned_data, by=request.user)
        return redirect("trainings:planner-detail", pk=proposal.pk)
    rows, addresses = paged(request, Proposal.objects.visible_to(request.user).for_list())
    context = addresses | {"form": form, "proposals": rows, "crumbs": crumbs(here="Rencanakan")}
    return again.page(request, "trainings/planner/list.html", context)


@require_GET
@permission_required(ADD, raise_exception=True)
def show_proposal(request, pk):
    proposal = _proposal(request, pk)
    context = _progress(proposal) | _result(request, proposal) if proposal.done_at else _progress(proposal)
    context["crumbs"] = crumbs(ABOVE, here=places.named(proposal.kecamatan_id))
    return render(request, "trainings/planner/detail.html", context)


@require_GET
@permission_required(ADD, raise_exception=True)
def show_progress(request, pk):
    """The part that changes while a worker is at it; when it is over, the browser takes the whole page again."""
    proposal = _proposal(request, pk)
    response = render(request, "trainings/planner/_progress.html", _progress(proposal))
    if proposal.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@permission_required(ADD, raise_exception=True)
def try_again(request, pk):
    proposals.try_again(_proposal(request, pk), by=request.user)
    return redirect("trainings:planner-detail", pk=pk)


@require_GET
@permission_required((ADD, VIEW), raise_exception=True)
def list_left_out(request, pk):
    """Who cannot finish, by reason; each person shown is written down as opened."""
    proposal = _proposal(request, pk)
    found = LeftOut.objects.visible_to(request.user).filter(proposal=proposal)
    reason = request.GET.get("sebab", "")
    if reason in ReasonWord.values:
        found = found.filter(reason=reason)
    rows, addresses = paged(request, found.select_related("participant"))
    people = [row.participant_id for row in rows]
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, people, "Daftar belum terlayani usulan sesi")
    context = addresses | {
        "proposal": proposal,
        "rows": [(row, memory.module_names().get(row.module_id, "")) for row in rows],
        "reason": ReasonWord(reason).label if reason in ReasonWord.values else "",
        "crumbs": crumbs(ABOVE, here="Belum terlayani"),
    }
    return render(request, "trainings/planner/left_out.html", context)


def _proposal(request, pk):
    found = Proposal.objects.visible_to(request.user).select_related("job", "made_by", "accepted_by")
    return get_object_or_404(found, pk=pk)


def _progress(proposal):
    return {
        "proposal": proposal,
        "waits_for_worker": not proposal.is_over and not is_worker_alive(),
        "error": proposal.job.error if proposal.job and not proposal.done_at and proposal.is_over else "",
    }


def _result(request, proposal):
    result, counts = proposal.result, proposal.left_out.order_by().values("reason").annotate(people=Count("pk"))
    counts = {row["reason"]: row["people"] for row in counts}
    return {
        "left": result["people"] - result["covered"],
        "more": result["bound"] - result["covered"],
        "lost_hours": round(result["lost_minutes"] / 60),
        "reasons": [
            {"value": reason.value, "word": reason.label, "people": counts[reason], "remedy": REMEDIES[reason]}
            for reason in ReasonWord
            if reason in counts
        ],
        "reads_people": request.user.has_perm(VIEW),
    }
