"""The first page: for visitors what the programme is, for everybody who works here what today asks of them."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now, today
from okoce.no_store import visitors_may_keep
from okoce.pagination import MOST_COUNTED, count_work
from okoce.programme import memory
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from participants.mentoring.actions import handovers
from participants.mentoring.models import MentoringNote
from participants.mentoring.models.notes import WRITE
from participants.people.models import Participant
from reports import chart_data, figures, kept_parts
from trainings.models import Session

NEXT_SESSIONS = 3
DUE = ("pk", "participant_id", "participant__name", "next_step", "next_step_due_on")
SHOWN = ("title", "venue", "kecamatan", "capacity", "seats_taken", "starts_at", "ends_at", "state", "booking_closes_at")


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
    context = {"year": year, "sessions": _sessions(Session.objects.bookable())}
    if year:
        steps = [{"number": row.position, "name": row.name, "evidence": row.summary} for row in year.ordered_stages]
        charts = kept_parts.kept("visitor", figures.EVERYWHERE, year, lambda: _charts_of_everybody(year))
        context |= {"steps": steps, "charts": charts, "day": today()}
    return render(request, "reports/home/visitor.html", context)


def _charts_of_everybody(year):
    people = figures.stage_counts(year, Level.KECAMATAN, today())
    targets = figures.targets(year)
    charts = [
        chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, people, targets),
        chart_data.funnel("corong", year, figures.add_up(people, Level.PROVINCE)[JAKARTA]),
    ]
    return render_to_string("reports/home/charts.html", {"charts": charts})


def _sessions(sessions, most=NEXT_SESSIONS):
    return sessions.upcoming().only(*SHOWN).order_by("starts_at", "id")[:most]


def _office(request):
    """An officer's or Sudin's desk: what today asks for, and where their area stands."""
    user, year = request.user, memory.current_year()
    hosted = Session.objects.visible_to(user).published()
    people = Participant.objects.supervised_by(user)
    context = {
        "today_sessions": hosted.filter(meetings__starts_at__range=_this_day()).only(*SHOWN).distinct(),
        "next_sessions": _sessions(hosted),
        "may_register": user.has_perm("people.add_participant"),
        "may_schedule": user.has_perm("trainings.add_session"),
        "mentorless": count_work(handovers.waiting_for(user)),
        "most": MOST_COUNTED,
        "newest": people.waiting_for_identity_check().only("name", "kelurahan", "registered_at").order_by("-id")[:5],
    }
    return render(request, "reports/home/office.html", context | _standing(user, year))


def _this_day():
    """As instants, since no index knows days."""
    return day_starts_at(today()), day_starts_at(today() + dt.timedelta(days=1)) - dt.timedelta(microseconds=1)


def _mentor(request):
    mentees = Participant.objects.supervised_by(request.user, WRITE)
    context = {
        "mentees": mentees.with_contacts().order_by(F("last_met_on").asc(nulls_first=True), "id")[:12],
        "count": mentees.count(),
        "due": MentoringNote.objects.of_mentees(request.user).due().values(*DUE)[:12],
    }
    return render(request, "reports/home/mentor.html", context)


def _figures(request):
    """For who reads figures and never people."""
    user, year = request.user, memory.current_year()
    context = {
        "may_report": user.has_perm("reports.add_reportrun"),
        "may_read_reports": user.has_perm("reports.view_reportrun"),
    }
    return render(request, "reports/home/figures.html", context | _standing(user, year, with_map=True))


def _standing(user, year, *, with_map=False):
    """Where the user's area stands today: people in it, and the pictures of it, drawn."""
    area = user.areas_for("reports.view_figures")
    if not year or not area:
        return {"year": year}
    standing = kept_parts.kept(f"standing {with_map}", area, year, lambda: _drawn_standing(area, year, with_map))
    return standing | {"year": year, "area_name": area_name(area), "as_of": now()}


def _drawn_standing(area, year, with_map):
    people = figures.stage_counts(year, Level.KECAMATAN, today(), area=area)
    targets = figures.targets(year, area=area)
    whole = figures.add_up(people, Level.PROVINCE)[JAKARTA]
    charts = [
        chart_data.funnel("corong", year, whole),
        chart_data.against_target("capaian", year, whole, figures.add_up(targets, Level.PROVINCE)[JAKARTA]),
    ]
    if with_map:
        counts = people if area.is_everywhere else figures.stage_counts(year, Level.KECAMATAN, today())
        charts.insert(
            0, chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, counts, figures.targets(year))
        )
    behind = chart_data.furthest_behind(year, today(), Stage.TRAINING, people, targets, area=area)
    return {
        "registered": whole[figures.REGISTERED],
        "waiting": figures.waiting(whole),
        "charts": render_to_string("reports/home/charts.html", {"charts": charts}),
        "behind": render_to_string("reports/home/behind.html", {"behind": behind}),
    }


def area_name(area):
    return ", ".join(places.named(code) for code in sorted(area.codes))
