"""The first page: for visitors what the programme is, for everybody who works here what today asks of them."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from okoce import now_card, work_counts
from okoce.accounts import people_read
from okoce.accounts.roles import Role
from okoce.clock import now, today
from okoce.formats import hari
from okoce.no_store import visitors_may_keep
from okoce.programme import memory
from okoce.programme.stages import Stage
from okoce.regions.levels import JAKARTA, Level
from participants.calls import queries as calls
from participants.calls.now_card import call_list
from participants.mentoring.display import contacts
from participants.mentoring.models import MentoringNote
from participants.mentoring.models.notes import WRITE
from participants.mentoring.now_card import of_mentor
from participants.people.models import Participant
from reports.figures import chart_data, counted, kept_parts
from reports.home import work
from reports.home.standing import standing
from reports.meetings import furthest
from reports.meetings.models.meetings import area_of, hides_small
from reports.published.counts import published
from trainings.sessions.models import Session

NEXT_SESSIONS = 3
STEPS = 30
MET_LEAST = 12


class DueStep(NamedTuple):
    """A step that was agreed: addresses of the person and of the note, and how many days ago it was due."""

    person_url: str
    note_url: str
    name: str
    step: str
    due_on: dt.date
    late: int


DUE = ("pk", "participant_id", "participant__name", "next_step", "next_step_due_on")


@login_not_required
@visitors_may_keep
@require_safe
def home(request):
    user = request.user
    if not user.is_authenticated:
        return _visitor(request)
    if not user.roles and not user.is_superuser:
        return redirect("participants:journey")
    if user.roles & {Role.OFFICER, Role.STAFF}:
        return _office(request)
    if user.roles == {Role.MENTOR}:
        return _mentor(request)
    return _figures(request)


def _visitor(request):
    year = memory.current_year()
    sessions = (
        Session.objects.bookable().upcoming().select_related("venue").only(*work.SHOWN).order_by("starts_at", "id")
    )
    context = {"year": year, "sessions": sessions[:NEXT_SESSIONS]}
    if year:
        steps = [{"number": row.position, "name": row.name, "evidence": row.summary} for row in year.ordered_stages]
        charts = kept_parts.kept("visitor", counted.EVERYWHERE, year, lambda: _charts_of_everybody(year))
        context |= {"steps": steps, "charts": charts, "day": today()}
    return render(request, "reports/home/visitor.html", context)


def _charts_of_everybody(year):
    people = published(year, counted.stage_counts(year, Level.KECAMATAN, today()), Level.KECAMATAN)
    targets = counted.targets(year)
    charts = [
        chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, people, targets),
        chart_data.funnel("corong", year, people[JAKARTA]),
    ]
    return render_to_string("reports/home/charts.html", {"charts": charts})


def _office(request):
    """An officer's or Sudin's desk: what today asks for, and where their area stands."""
    user, year = request.user, memory.current_year()
    waits = work.of_office(user)
    candidates = waits.pop("candidates") + now_card.from_other_apps(request)
    context = waits | standing(user, year)
    context |= {"now": now_card.first(candidates), "about": _about(context.get("area_name"))}
    return render(request, "reports/home/office.html", context)


def _mentor(request):
    day, user = today(), request.user
    steps = MentoringNote.objects.of_mentees(user).with_open_step().exclude(next_step_due_on=None)
    steps = list(steps.order_by("next_step_due_on", "id").values(*DUE)[:STEPS])
    for step in steps:
        people_read.note(step["participant_id"], step["participant__name"])
    mentees = Participant.objects.supervised_by(user, WRITE)
    to_call = work_counts.kept(user, "calls", lambda: calls.waiting(user))
    candidates = [of_mentor(steps, day), call_list(to_call), *now_card.from_other_apps(request)]
    context = {
        "mentees": contacts(mentees.with_contacts().order_by(F("last_met_on").asc(nulls_first=True), "id")[:MET_LEAST]),
        "count": mentees.count(),
        "groups": _by_time(steps, day),
        "due": sum(step["next_step_due_on"] <= day for step in steps),
        "calls": to_call,
        "now": now_card.first(candidates),
        "about": hari(day),
    }
    return render(request, "reports/home/mentor.html", context)


def _by_time(steps, day):
    """[(heading, how late it is, steps)] of those groups that have one."""
    soon = day + dt.timedelta(days=7)
    here = reverse("participants:mentoring-list")
    groups = [("Lewat waktu", "bad", []), ("Hari ini", "wait", []), ("Tujuh hari lagi", "", []), ("Nanti", "", [])]
    for step in steps:
        due = step["next_step_due_on"]
        place = 0 if due < day else 1 if due == day else 2 if due <= soon else 3
        groups[place][2].append(
            DueStep(
                f"{here}{step['participant_id']}/",
                f"{here}catatan/{step['pk']}/",
                step["participant__name"],
                step["next_step"],
                due,
                (day - due).days,
            )
        )
    return [group for group in groups if group[2]]


def _figures(request):
    """For who reads figures and never people."""
    user, year = request.user, memory.current_year()
    more, hides = None, hides_small(user)
    if area := area_of(user):
        more = f"agenda {hides} {sorted(area.codes)}", lambda: furthest.standing_of(year, area, hides=hides)
    context = standing(user, year, with_map=True, more=more)
    if five := furthest.furthest(user, year, context.pop("more", None)):
        context |= {"five": five, "behind": ""}
    candidates = work.of_figures(user, year) + now_card.from_other_apps(request)
    context |= {"now": now_card.first(candidates), "about": _about(context.get("area_name"))}
    return render(request, "reports/home/figures.html", context)


def _about(area_name):
    return f"{hari(now())}{f', {area_name}' if area_name else ''}"
