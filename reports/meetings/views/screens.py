"""`/laporan/rapat/…/layar/`: the meeting on the projector, one page after another by keys or by links."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from okoce import refusals
from okoce.clock import today
from okoce.programme.models import FORTNIGHT
from okoce.regions import places
from reports.meetings.actions import decisions
from reports.meetings.deck import ACTIONS, STEPS, Deck
from reports.meetings.forms import DecideForm
from reports.meetings.models import Meeting
from reports.meetings.models.decisions import ADD
from reports.meetings.models.meetings import VIEW, area_of


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_agenda(request, pk):
    deck = _deck(request, pk)
    agenda = deck.agenda
    context = {
        "whole": agenda.whole,
        "verdict": agenda.verdict(agenda.whole),
        "rows": deck.rows,
        "loss": agenda.loss,
        "steps_url": deck.pages[-2].url,
        "actions_url": deck.pages[-1].url,
    }
    return _page(request, "reports/meetings/screen/agenda.html", deck, "", context)


@permission_required(VIEW, raise_exception=True)
def show_place(request, pk, code):
    """One kecamatan: its gap, what was decided and measured, and what is decided now."""
    deck = _deck(request, pk)
    if code not in {known for known, _ in places.kecamatan(area_of(request.user))}:
        raise Http404
    may_decide = deck.meeting.is_running and code in area_of(request.user, ADD)
    form = _form(request, deck, code) if may_decide else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _decide(request, deck.meeting, code, form):
            return redirect("reports:meetings-place", pk, code)
    place = deck.agenda.place(code)
    context = {
        "place": place,
        "kota": places.region(code).parent.name,
        "verdict": deck.agenda.verdict(place),
        "chart": deck.agenda.trend(place),
        "form": form,
    } | _actions_of(deck, code, has_form=form is not None)
    return _page(request, "reports/meetings/screen/place.html", deck, code, context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_steps(request, pk):
    deck = _deck(request, pk)
    context = {"steps": deck.agenda.steps, "loss": deck.agenda.loss, "obstacles": deck.obstacles}
    return _page(request, "reports/meetings/screen/steps.html", deck, STEPS, context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_actions(request, pk):
    deck = _deck(request, pk)
    pressing = {each.action.pk: each for each in [*deck.overdue, *deck.ownerless]}
    context = {"pressing": list(pressing.values())[:9], "decided": deck.decided[:9], "pressing_count": len(pressing)}
    return _page(request, "reports/meetings/screen/actions.html", deck, ACTIONS, context)


def _actions_of(deck, code, *, has_form):
    """As many of what was decided before and today as the screen holds, and how many more there are."""
    of_place = [each for each in deck.readings if each.action.kecamatan_id == code]
    decided = [each for each in of_place if each.action.meeting_id == deck.meeting.pk]
    earlier = [each for each in of_place if each.action.meeting_id != deck.meeting.pk]
    if not has_form:
        shown = earlier[:3], decided[:3]
    elif decided:
        shown = earlier[:1], decided[-1:]
    else:
        shown = earlier[:2], []
    return {"earlier": shown[0], "decided": shown[1], "more": len(of_place) - sum(map(len, shown))}


def _deck(request, pk):
    return Deck(get_object_or_404(Meeting.objects.visible_to(request.user).with_period(), pk=pk), request.user)


def _form(request, deck, code):
    usual = {"indicator": deck.agenda.stage, "due_on": today() + FORTNIGHT}
    return DecideForm(request.POST or None, code=code, initial=usual)


def _decide(request, meeting, code, form):
    with refusals.at_form(form):
        key = form.key_for(request.user)
        action = decisions.decide(meeting, code, form.cleaned_data, by=request.user, key=key)
        messages.success(request, f"Putusan tercatat, {action.owner.name} dikabari.")
        return True
    return False


def _page(request, template, deck, key, context):
    common = {"meeting": deck.meeting, "agenda": deck.agenda, "pages": deck.pages} | deck.around(key)
    return render(request, template, context | common)
