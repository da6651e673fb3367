"""`Mungkin kembar`: pairs of records that an officer compares and decides about. Every comparison is written down."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.pagination import paged_work
from participants.people.models import Participant
from participants.people.reason_door import ask_reason, asked_reason
from participants.twins import display
from participants.twins.actions import deciding
from participants.twins.forms import DecideForm, SameForm
from participants.twins.models import DECIDE, VIEW, TwinCandidate

TITLE = "Mungkin kembar"
PEOPLE, TWINS = ("Peserta", "participants:people-list"), (TITLE, "participants:twins-list")
OPENED = "Dibandingkan sebagai mungkin kembar"


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_twins(request):
    undecided = TwinCandidate.objects.undecided().visible_to(request.user)
    shown = undecided.select_related("one", "other").defer("one__nik_sealed", "other__nik_sealed")
    rows, parts = paged_work(request, undecided, shown)
    people = [person.pk for row in rows for person in (row.one, row.other)]
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, people, TITLE)
    context = parts | {
        "pairs": [
            {"pair": row, "agreement": display.agreement(row.reasons), "strength": display.strength(row.score)}
            for row in rows
        ],
        "title": TITLE,
        "crumbs": crumbs(PEOPLE, here=TITLE),
    }
    return render(request, "participants/twins/list.html", context)


@permission_required(VIEW, raise_exception=True)
def compare(request, pk):
    """Side by side, with what differs; overseers first say why they look."""
    pair = get_object_or_404(pairs_of(request.user), pk=pk)
    reason = asked_reason(request, pair.one, pair.other)
    if reason is None:
        return ask_reason(request, pair.one, pair.other, above=TWINS)
    record_opened(request.user, pair.one, pair.other, reason or OPENED)
    people = [pair.one, pair.other]
    context = {
        "pair": pair,
        "rows": display.side_by_side(*people),
        "agreement": display.agreement(pair.reasons),
        "strength": display.strength(pair.score),
        "decides": pair.state in (TwinCandidate.State.OPEN, TwinCandidate.State.LATER),
        "may_decide": request.user.has_perm(DECIDE),
        "form": DecideForm(),
        "same": SameForm(people=people, initial={"pakai": str(_older(people).pk)}),
        "crumbs": crumbs(TWINS, here="Bandingkan"),
    }
    return render(request, "participants/twins/detail.html", context)


@permission_required(DECIDE, raise_exception=True)
@require_POST
def decide(request, pk):
    pair = get_object_or_404(pairs_of(request.user), pk=pk)
    form = DecideForm(request.POST)
    with refusals.as_message(request):
        if form.is_valid():
            deciding.decide(pair, form.state, by=request.user, note=form.cleaned_data["catatan"])
            messages.success(request, _WORDS[form.state])
        else:
            messages.error(request, "Pilih beda atau nanti.")
    return redirect("participants:twins-list")


def pairs_of(user):
    """Return the pairs a user may see, with what a comparison shows."""
    people = ("one", "other")
    with_all = [f"{each}__{name}" for each in people for name in ("mentor", "registration_point", "business")]
    rows = TwinCandidate.objects.visible_to(user).select_related(*people, *with_all, "decided_by")
    return rows.prefetch_related("one__standings", "other__standings")


def record_opened(user, one, other, reason):
    """Write down that both were opened."""
    access_log.record_many(user, AccessLog.Act.OPEN, Participant, [one.pk, other.pk], reason)


def _older(people):
    return min(people, key=lambda person: person.registered_at)


_WORDS = {
    TwinCandidate.State.DIFFERENT: "Tercatat sebagai dua orang yang berbeda; tidak akan ditanyakan lagi.",
    TwinCandidate.State.LATER: "Disimpan untuk nanti; pasangan ini tetap di daftar.",
}
