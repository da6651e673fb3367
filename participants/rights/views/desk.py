"""The desk of the data-protection officer: requests by their clock, taken up and decided with words."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.formats import hingga
from okoce.pagination import MOST_COUNTED, SIZE, count_work, counted_of
from okoce.pk_parsing import row_number
from participants.people.models import Participant
from participants.people.reach import Reach
from participants.rights import copies
from participants.rights.actions import requests
from participants.rights.forms import OutcomeForm, RequestsFilterForm
from participants.rights.models import ADD, ANSWER, DECIDE, REGISTER, TRACE, VIEW, RightsRequest

TITLE = "Permohonan hak"
NAMES = "people.view_participant"  # auditors read how requests went, and not whose
LAST_PAGE = 10_000
MAILED = "Kabarnya dikirim ke surel terakhirnya."
NOT_MAILED = "Orang ini tanpa surel, jadi portal tidak mengabarinya."
HERE = (TITLE, "participants:rights-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_requests(request):
    """Open requests, the oldest clock first; other states by the filter."""
    form = RequestsFilterForm(request.GET)
    mine = RightsRequest.objects.supervised_by(request.user)
    found = form.narrow(mine) if form.is_valid() else mine.none()
    rows, addresses = _page(request, found.select_related("participant").defer("participant__nik_sealed"))
    people = sorted({row.participant_id for row in rows})
    access_log.record_many(request.user, AccessLog.Act.LIST, Participant, people, TITLE)
    context = addresses | counted_of(request, found, rows, addresses)
    context |= {
        "requests": rows,
        "shows_names": request.user.has_perm(NAMES),
        "traces": request.user.has_perm(TRACE),
        "reads_register": request.user.has_perm(REGISTER),
        "form": form,
        "missed": _missed_in_words(count_work(mine.missed())),
        "is_filtered": bool(request.GET),
        "title": TITLE,
        "crumbs": crumbs(here=TITLE),
    }
    return render(request, "participants/rights/list.html", context)


def _page(request, rows):
    """By the clock and not by the key, so that pages are counted."""
    number = min(row_number(request.GET.get("halaman")) or 1, LAST_PAGE)
    found = list(rows[(number - 1) * SIZE : number * SIZE + 1])
    others = {name: value for name, value in request.GET.items() if name != "halaman"}
    addresses = {
        "previous_url": f"?{urlencode(others | {'halaman': number - 1})}" if number > 1 else "",
        "next_url": f"?{urlencode(others | {'halaman': number + 1})}" if len(found) > SIZE else "",
    }
    return found[:SIZE], addresses


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_request(request, pk):
    found = _request(request, pk, VIEW)
    return render(request, "participants/rights/detail.html", _context(request, found, OutcomeForm()))


@permission_required(DECIDE, raise_exception=True)
@require_POST
def take_up(request, pk):
    with refusals.as_message(request):
        requests.take_up(_request(request, pk, DECIDE), by=request.user)
        messages.success(request, "Permohonan ini sekarang Anda proses.")
    return redirect("participants:rights-detail", pk=pk)


@permission_required(DECIDE, raise_exception=True)
@require_POST
def decide(request, pk):
    return _decide(request, _request(request, pk, DECIDE))


@permission_required(ANSWER, raise_exception=True)
@require_POST
def answer_correction(request, pk):
    """Officers of the area answer in words what needs no proposal."""
    found = _request(request, pk, ANSWER)
    if found.kind != found.Kind.CORRECTION:
        raise Http404
    return _decide(request, found)


def _decide(request, found):
    form = OutcomeForm(request.POST)
    if form.is_valid():
        granted = request.POST.get("granted") == "yes"
        has_address = bool(found.participant.email)
        with refusals.as_message(request):
            decided = requests.decide(found, granted=granted, outcome=form.cleaned_data["outcome"], by=request.user)
            messages.success(request, _decided_in_words(decided, has_address=has_address))
    else:
        messages.error(request, " ".join(form.errors["outcome"]))
    return redirect("participants:rights-detail", pk=found.pk)


@permission_required(DECIDE, raise_exception=True)
@require_POST
def lift(request, pk):
    with refusals.as_message(request):
        found = requests.lift(_request(request, pk, DECIDE), words=request.POST.get("outcome", ""), by=request.user)
        messages.success(request, f"{found.get_kind_display().capitalize()} dicabut.")
    return redirect("participants:rights-detail", pk=pk)


@permission_required(VIEW, raise_exception=True)
@require_safe
def give_paper(request, pk):
    return copies.as_paper(_copied(request, pk), by=request.user)


@permission_required(VIEW, raise_exception=True)
@require_safe
def give_file(request, pk):
    return copies.as_file(_copied(request, pk), by=request.user)


def _decided_in_words(decided, *, has_address):
    words = f"Permohonan {decided.get_kind_display()} {decided.get_state_display()}."
    if not decided.participant.erased_at:
        return words
    return f"{words} {MAILED if has_address else NOT_MAILED}"


def _missed_in_words(count):
    if not count:
        return ""
    return f"{hingga(count, MOST_COUNTED).capitalize()} permohonan lewat dari 72 jam. Putuskan hari ini."


def _copied(request, pk):
    """The person a copy is made of for this request; written down before it leaves."""
    found = _request(request, pk, VIEW)
    if not _gives_copy(request.user, found):
        raise Http404
    reason = f"Salinan untuk {found}"
    access_log.record(request.user, AccessLog.Act.EXPORT, found.participant, reason)
    return found.participant


def _gives_copy(user, found):
    """The data-protection officer, and officers of the area once it was granted."""
    person = found.participant
    if not found.gives_copy or person.erased_at or person.belongs_to(user):
        return False
    decides = person in Reach.of(user, DECIDE, own=False)
    return decides or (not found.is_open and person in Reach.of(user, ADD, own=False))


def _request(request, pk, permission):
    rows = RightsRequest.objects.supervised_by(request.user, permission)
    rows = rows.select_related("participant__mentor", "asked_by", "taken_by", "decided_by", "lifted_by")
    return get_object_or_404(rows, pk=pk)


def _context(request, found, form):
    person, user = found.participant, request.user
    access_log.record(user, AccessLog.Act.OPEN, person, TITLE)
    decides = person in Reach.of(user, DECIDE, own=False) and not person.belongs_to(user)
    is_correction = found.kind == found.Kind.CORRECTION
    answers = is_correction and person in Reach.of(user, ANSWER, own=False) and not person.belongs_to(user)
    panels = [import_string(name)(found, user=user) for name in settings.CORRECTION_PANELS] if is_correction else []
    return {
        "found": found,
        "person": person,
        "shows_names": user.has_perm(NAMES),
        "form": form,
        "takes": decides and found.state == found.State.NEW,
        "decides": (answers if is_correction else decides) and found.is_open,
        "is_correction": is_correction,
        "grants": found.may_be_granted,
        "panels": [panel for panel in panels if panel],
        "lifts": decides and found.limits_now,
        "gives_copy": _gives_copy(user, found),
        "is_erasure": found.kind == found.Kind.ERASURE,
        "has_address": bool(person.email),
        "crumbs": crumbs(HERE, here=f"Permohonan {found.pk}"),
    }
