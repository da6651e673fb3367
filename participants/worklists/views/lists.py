"""What waits for an officer, each a list to be worked off in place."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals, work_counts
from okoce.crumbs import crumbs
from okoce.drawn_forms import chosen_in, drawn
from okoce.kept_forms import again
from okoce.pagination import MOST_COUNTED, counted_of, filters, paged, paged_by_day
from okoce.programme.stages import Stage
from participants.calls import queries as calls
from participants.capital import display as capital
from participants.cleaning import availability, phones
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people import display as people_shown
from participants.people.models import Participant
from participants.people.reach import Reach
from participants.registration.forms.changes import ChangeTimesForm
from participants.returned_cards.display import with_returns
from participants.worklists import actions as acts
from participants.worklists import contacts
from participants.worklists import queries as worklists
from participants.worklists.forms import ProblemForm, StuckForm
from participants.worklists.queries import Problem

CHANGE = "people.change_participant"
WORK = ("Tugas", "participants:worklists-list")
ROW = ("pk", "name", "kelurahan_id")
_filter = drawn("participants/worklists/stuck_filter.html", lambda chosen: StuckForm(dict(chosen) or None))
_blank_times = drawn("participants/worklists/questions.html", lambda code: ChangeTimesForm(known={"kecamatan": code}))


@permission_required(CHANGE, raise_exception=True)
@require_safe
def overview(request):
    counts, to_call = work_counts.kept(request.user, "worklists", lambda: _counts(request))
    stuck_url, problem_url = reverse("participants:worklists-stuck"), reverse("participants:worklists-problems")
    context = {
        "unchecked": capital.waiting_for_check(request.user),
        "calls": to_call,
        "left_over": counts[worklists.LEFT_OVER],
        "undelivered": counts[worklists.UNDELIVERED],
        "waiting": counts[worklists.WAITING],
        "at_desk": counts[worklists.AT_DESK],
        "mentorless": counts[worklists.MENTORLESS],
        "twins": counts[worklists.TWINS],
        "merges": counts[worklists.MERGES],
        "corrections": counts[worklists.CORRECTIONS],
        "corrections_asked": counts[worklists.CORRECTIONS_ASKED],
        "moves": counts[worklists.MOVES],
        "most": MOST_COUNTED,
        "stuck": [
            {"label": f"Berhenti setelah {stage.label}", "people": count, "url": f"{stuck_url}?tahap={stage}"}
            for stage in Stage
            if (count := counts[stage])
        ],
        "problems": [
            {"label": problem.label, "people": count, "url": f"{problem_url}?masalah={problem}"}
            for problem in Problem
            if (count := counts[problem])
        ],
    }
    return render(request, "participants/worklists/list.html", context)


def _counts(request):
    in_one_kecamatan = Reach.of(request.user, CHANGE, own=False).area.is_one_kecamatan
    counts = worklists.by_list(_people(request), request.user, in_one_kecamatan=in_one_kecamatan)
    return counts, calls.waiting(request.user)


@permission_required(CHANGE, raise_exception=True)
@require_safe
def list_waiting(request):
    """Oldest first. Records are checked where they stand, online registrations by their page, which asks whether the
    number was shown. Who was sent back is not here until they answer, or 14 days are over."""
    waiting = worklists.cards_to_check(_people(request))
    fields = (*ROW, "registration_number", "registered_at", "holds_nik", "is_own")
    waiting = waiting.with_own(request.user).values(*fields)
    shown = paged_by_day(request, waiting, "registered_at")
    title = "Menunggu pemeriksaan KTP"
    return _list(request, "participants/worklists/waiting.html", waiting, title, {}, with_returns, shown)


@permission_required(CHANGE, raise_exception=True)
@require_POST
def check_card(request, pk):
    person = get_object_or_404(_people(request), pk=pk)
    with refusals.as_message(request):
        identity.check(person, by=request.user, place=IdentityCheck.Place.DESK)
        messages.success(request, f"KTP {person.name} tercatat sudah diperiksa.")
    return redirect("participants:worklists-waiting")


@permission_required(CHANGE, raise_exception=True)
@require_safe
def list_stuck(request):
    form, answered = StuckForm(request.GET) if filters(request) else None, False
    if form is None:
        people = worklists.stuck(_people(request))
    elif form.is_valid():
        answered = form.cleaned_data["dihubungi"]
        people = worklists.stuck(_people(request), stage=form.cleaned_data["tahap"], answered=answered)
    else:
        people = Participant.objects.none()
    people = people.values(*ROW, "stopped_after", "stopped_on", "mentor__name")
    shown = paged_by_day(request, people, "stopped_on")
    more = {"form": form, "answered": answered}
    more["filter"] = None if form and form.errors else _filter(chosen_in(form))
    title = "Tertahan lebih dari 30 hari"
    return _list(request, "participants/worklists/stuck.html", people, title, more, contacts.with_contacts, shown)


@permission_required(CHANGE, raise_exception=True)
@require_safe
def list_problems(request):
    form = ProblemForm({"masalah": request.GET.get("masalah", Problem.CARD)})
    people, problem = Participant.objects.none(), None
    if form.is_valid():
        problem = Problem(form.cleaned_data["masalah"])
        people = worklists.with_problem(_people(request), problem)
    settles = problem in (Problem.CARD, Problem.DOUBT)
    people = people.values(*ROW, "registration_number", "phone", "flags")
    more = {"form": form, "settles": settles, "asks_times": problem == Problem.TIMES}
    return _list(
        request, "participants/worklists/problems.html", people, "Data yang perlu dibereskan", more, _with_doubts
    )


@permission_required(CHANGE, raise_exception=True)
@require_POST
def settle_doubts(request, pk):
    person = get_object_or_404(_people(request), pk=pk)
    problem = ProblemForm(request.POST)
    with refusals.as_message(request):
        acts.settle_doubts(person, by=request.user)
        messages.success(request, f"Data {person.name} sudah dicocokkan dengan KTP.")
    return redirect(_problems(problem.cleaned_data["masalah"] if problem.is_valid() else Problem.CARD))


@permission_required(CHANGE, raise_exception=True)
def change_times(request, pk):
    person = get_object_or_404(_people(request), pk=pk)
    initial_values = {
        "availability": availability.unpack(person.availability),
        "cannot_whole_day": person.cannot_whole_day,
        "community": person.community_id,
    }
    form = again.bind(
        request, ChangeTimesForm, row=person, initial=initial_values, known={"kecamatan": person.kecamatan_id}
    )
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in [*initial_values, "version"]}
        with refusals.at_form(form):
            acts.change_times(person, by=request.user, **fields)
            messages.success(request, f"Waktu luang {person.name} disimpan.")
            return redirect(_problems(Problem.TIMES))
    context = {"form": form, "person": person, "crumbs": crumbs(WORK, here="Waktu luang")}
    if again.is_blank(request) and not any(initial_values.values()):
        context["questions"] = _blank_times(person.kecamatan_id)
    return again.page(request, "participants/worklists/times.html", context)


def _people(request):
    """Those somebody may act for; who they only see, and their own family elsewhere, are not there."""
    return Participant.objects.supervised_by(request.user, CHANGE).kept()


def _list(request, template, people, title, more, finish=list, shown=None):
    rows, addresses = shown or paged(request, people)
    context = addresses | counted_of(request, people, rows, addresses)
    context |= {
        "people": finish(rows),
        "title": title,
        "crumbs": crumbs(WORK, here=title),
    }
    return render(request, template, context | more)


def _with_doubts(people):
    return [
        person | {"phone": phones.masked(person["phone"]), "doubts": " ".join(people_shown.doubts_of(person["flags"]))}
        for person in people
    ]


def _problems(problem):
    return f"{reverse('participants:worklists-problems')}?{urlencode({'masalah': problem})}"
