"""What somebody presses on a row of the call list. Each answers by a redirect to the list of the event."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.crumbs import crumbs
from participants.calls.actions import results
from participants.calls.forms import ImpossibleForm
from participants.calls.models import CallResult, Notice
from participants.calls.models.notices import CALL
from participants.calls.views.lists import LIST
from participants.calls.views.revealed import reveal_to

Outcome = CallResult.Outcome
DONE = {
    Outcome.REACHED: "{name} dicatat sudah dikabari.",
    Outcome.MISSED: "{name} tidak terjawab, dicatat {tries} kali.",
    Outcome.WRONG: "Nomor {name} dicatat salah; setelah nomornya dibetulkan, orangnya kembali ke daftar ini.",
}
ANSWER = "jawab"  # with the code of an answer behind a colon
ANSWERED = "Jawaban {name} dicatat: {words}. Sampaikan kepada orangnya."
PRESS_A_RESULT = "Pilih hasil teleponnya dengan tombol di baris orang itu."


@permission_required(CALL, raise_exception=True)
@require_POST
def reveal(request, pk):
    notice = _notice(request, pk)
    with refusals.as_message(request):
        results.reveal(notice, by=request.user)
        reveal_to(request, notice)
    return _back(notice, at_row=True)


@permission_required(CALL, raise_exception=True)
@require_POST
def record(request, pk):
    notice = _notice(request, pk)
    outcome, _, seen = request.POST.get("hasil", "").partition(":")
    if outcome == ANSWER:
        with refusals.as_message(request):
            _, words = results.answer(notice, seen, by=request.user)
            messages.success(request, ANSWERED.format(name=notice.participant.name, words=words))
        return _back(notice)
    if outcome not in DONE:
        messages.error(request, PRESS_A_RESULT)
        return _back(notice, at_row=True)
    with refusals.as_message(request):
        stored = results.record(
            notice, Outcome(outcome), by=request.user, seen_tries=int(seen) if seen in ("0", "1", "2") else None
        )
        messages.success(request, DONE[outcome].format(name=notice.participant.name, tries=stored.tries))
    return _back(notice)


@permission_required(CALL, raise_exception=True)
def give_up(request, pk):
    """Somebody who cannot be reached: why, so that nothing is lost."""
    notice = _notice(request, pk)
    form = ImpossibleForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form):
            results.record(notice, Outcome.IMPOSSIBLE, by=request.user, reason=form.reason)
            messages.success(request, f"{notice.participant.name} dicatat tidak bisa dikabari.")
            return _back(notice)
    event = (notice.topic.label, "participants:calls-topic", notice.topic_id)
    context = {"form": form, "notice": notice, "crumbs": crumbs(LIST, event, here="Tidak bisa dikabari")}
    return render(request, "participants/calls/impossible.html", context)


@permission_required(CALL, raise_exception=True)
@require_POST
def undo(request, pk):
    notice = _notice(request, pk)
    with refusals.as_message(request):
        _, words = results.undo(notice, by=request.user)
        messages.success(request, f"Hasil terakhir untuk {notice.participant.name} dibatalkan. {words}".strip())
    return _back(notice, at_row=True)


def _notice(request, pk):
    found = Notice.objects.callable_by(request.user).select_related("participant", "topic")
    return get_object_or_404(found.exclude(state=Notice.State.MESSAGE), pk=pk)


def _back(notice, *, at_row=False):
    address = reverse("participants:calls-topic", args=[notice.topic_id])
    return redirect(f"{address}#baris-{notice.pk}" if at_row else address)
