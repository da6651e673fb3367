"""The proposed sessions with what speaks against each now; what is ticked becomes drafts, once."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from okoce import refusals
from okoce.crumbs import crumbs
from okoce.formats import angka, local
from okoce.kept_forms import again
from trainings.planner.actions import proposals
from trainings.planner.forms.accepting import AcceptForm
from trainings.planner.models import ADD, Proposal
from trainings.planner.views.proposals import ABOVE
from trainings.planning import previews


@permission_required(ADD, raise_exception=True)
def accept_sessions(request, pk):
    """Clashes are judged at every look, so that what changed since the proposal is seen."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user).exclude(done_at=None), pk=pk)
    if not proposal.result["sessions"]:
        raise Http404
    about = {"proposal": proposal, "user": request.user}
    form = again.bind(request, AcceptForm, **about)
    is_valid = form.is_valid()
    if is_valid and "save" in request.POST:
        if answer := _accept(request, proposal, form):
            return answer
    context = {
        "proposal": proposal,
        "form": form,
        "crumbs": crumbs(ABOVE, here="Sesi usulan"),
        **_preview(request, form, about),
    }
    return again.page(request, "trainings/planner/accept.html", context, is_judged=not is_valid)


def _accept(request, proposal, form):
    """Store what was ticked and lead to the calendar; None with a message when refused."""
    drafts, ticked = form.drafts(), set(request.POST.getlist("draft"))
    chosen = {draft.key for number, draft in enumerate(drafts) if str(number) in ticked}
    with refusals.as_message(request):
        sessions = proposals.accept(
            proposal,
            drafts,
            by=request.user,
            agency=form.cleaned_data["agency"],
            chosen=chosen,
            seen=request.POST.get("seen", ""),
        )
        messages.success(request, f"{angka(len(sessions))} rancangan sesi disimpan. Warga belum melihatnya.")
        first = local(min(session.starts_at for session in sessions))
        return redirect(f"{reverse('admin:training_sessions_session_calendar')}?bulan={first:%Y-%m}")
    return None


def _preview(request, form, about):
    """Each row with its Judged and its tick; the digest of what is shown."""
    kept = again.found_here(request) if request.method == "GET" else None
    ticked = None
    drafts, numbers = form.proposed(), range(len(form.sessions))
    if kept is not None:
        ticked = set(kept.data.getlist("draft")) if "seen" in kept.data else None
        typed = AcceptForm(kept.data, **about)
        drafts = typed.drafts() if typed.is_valid() else None
    if drafts is None:
        return {"rows": [(row, None, False) for row in form.rows], "seen": ""}
    judged = dict(zip(_numbers(form, drafts, numbers), previews.judge(drafts), strict=True))
    rows = [(row, judged.get(row.number), _is_ticked(row, judged.get(row.number), ticked)) for row in form.rows]
    return {
        "rows": rows,
        "seen": previews.digest(list(judged.values())),
        "clashing": sum(bool(each.clashes) for each in judged.values()),
    }


def _numbers(form, drafts, numbers):
    """The numbers of the rows that these drafts stand for: all, or those whose venue is still in use."""
    if len(drafts) == len(numbers):
        return numbers
    return [number for number in numbers if form.fields[f"{number}-venue"].initial in form.venues]


def _is_ticked(row, judged, ticked):
    if judged is None or judged.is_nonsense:
        return False
    return not judged.clashes if ticked is None else str(row.number) in ticked
