"""Mentors whose role ended, and their people, who wait for another mentor."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from okoce import refusals
from okoce.accounts.models import User
from okoce.crumbs import crumbs
from okoce.formats import angka
from okoce.kept_forms import again
from okoce.pagination import MOST_COUNTED, count_work, paged
from participants.mentoring import handover_choices
from participants.mentoring.actions import handovers
from participants.mentoring.forms.handovers import HandoverForm
from participants.mentoring.models import MentorHandover
from participants.mentoring.models.handovers import ASSIGN

TITLE = "Pendamping yang tugasnya berakhir"
WORK, FORMER = ("Tugas", "participants:worklists-list"), (TITLE, "participants:handovers-list")
SIZE = 20


@permission_required(ASSIGN, raise_exception=True)
@require_safe
def list_former(request):
    shown = Paginator(list(handovers.counted_by_mentor(request.user)), SIZE).get_page(request.GET.get("halaman"))
    context = {
        "mentors": handover_choices.former(shown.object_list),
        "count": shown.paginator.count,
        "title": TITLE,
        "crumbs": crumbs(WORK, here=TITLE),
        "previous_url": f"?halaman={shown.previous_page_number()}" if shown.has_previous() else "",
        "next_url": f"?halaman={shown.next_page_number()}" if shown.has_next() else "",
    }
    return render(request, "participants/mentoring/handovers/list.html", context)


@permission_required(ASSIGN, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request, pk):
    """The people of one former mentor, a page at a time: some are ticked, or all are handed over."""
    waiting = handovers.waiting_for(request.user).filter(mentor=pk)
    shown = waiting.defer("nik_sealed")
    rows, addresses = paged(request, shown)
    if not rows:
        raise Http404
    former = get_object_or_404(User, pk=pk)
    near = {person.kecamatan_id for person in rows}
    form = again.bind(request, HandoverForm, mentors=handover_choices.mentors(request.user, near=near))
    if form.is_valid():
        ticked = None if form.takes_all else form.ticked
        mentor = get_object_or_404(User, pk=form.cleaned_data["mentor"])
        with refusals.at_form(form):
            made = handovers.reassign(former, mentor, by=request.user, people=ticked)
            return redirect("participants:handovers-done", pk=made.pk)
    context = addresses | {
        "people": rows,
        "ticked": set(form.ticked) if form.is_bound else set(),
        "form": form,
        "former": former,
        "since": handover_choices.since(former),
        "count": count_work(waiting),
        "at_once": handovers.MOST,
        "most": MOST_COUNTED,
        "crumbs": crumbs(WORK, FORMER, here=former.name),
    }
    return again.page(request, "participants/mentoring/handovers/edit.html", context)


@permission_required(ASSIGN, raise_exception=True)
@require_safe
def show_done(request, pk):
    """What was handed over, what is left, and the way back."""
    handover = _handover(request, pk)
    handed = handover.assignments.count()
    context = {
        "handover": handover,
        "handed": handed,
        "left": count_work(handovers.waiting_for(request.user).filter(mentor=handover.from_mentor)),
        "most": MOST_COUNTED,
        "crumbs": crumbs(WORK, FORMER, here="Serah terima"),
    }
    return render(request, "participants/mentoring/handovers/done.html", context)


@permission_required(ASSIGN, raise_exception=True)
@require_POST
def undo(request, pk):
    handover = _handover(request, pk)
    with refusals.as_message(request):
        count = handovers.undo(handover, by=request.user)
        messages.success(request, f"{angka(count)} peserta dikembalikan ke daftar {handover.from_mentor.name}.")
    return redirect("participants:handovers-done", pk=pk)


def _handover(request, pk):
    rows = MentorHandover.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("from_mentor", "to_mentor", "handed_by", "undone_by"), pk=pk)
