"""The first page: for visitors what the programme is, for everybody who works here what today asks of them."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now, today
from okoce.no_store import visitors_may_keep
from okoce.pagination import MOST_COUNTED, count_work
from okoce.programme.models import ProgrammeYear
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from participants.mentoring.actions import handovers
from participants.mentoring.models import MentoringNote
from participants.mentoring.models.notes import WRITE
from participants.people.models import Participant
from reports import chart_data, figures
from trainings.models import Session

NEXT_SESSIONS = 3


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
    year = ProgrammeYear.objects.current()
    context = {"year": year, "sessions": _sessions(Session.objects.bookable())}
    if year:
        people = figures.stage_counts(year, Level.KECAMATAN, today())
        targets = figures.targets(year)
        province = figures.add_up(people, Level.PROVINCE)[JAKARTA]
        context |= {
            "steps": [
                {"number": row.position, "name": row.name, "evidence": row.summary} for row in year.ordered_stages
            ],
            "map": chart_data.jakarta("peta", Stage.TRAINING.label, Stage.TRAINING, people, targets),
            "funnel": chart_data.funnel("corong", year, province),
            "day": today(),
        }
    return render(request, "reports/home/visitor.html", context)


def _sessions(sessions, most=NEXT_SESSIONS):
    return sessions.upcoming().select_related("kecamatan").order_by("starts_at", "id")[:most]


def _office(request):
    """An officer's or Sudin's desk: what today asks for, and where their area stands."""
    user, year = request.user, ProgrammeYear.objects.current()
    hosted = Session.objects.visible_to(user).published()
    people = Participant.objects.supervised_by(user)
    context = {
        "today_sessions": hosted.filter(meetings__starts_at__range=_this_day()).select_related("kecamatan").distinct(),
        "next_sessions": _sessions(hosted),
        "may_register": user.has_perm("people.add_participant"),
        "may_schedule": user.has_perm("trainings.add_session"),
        "mentorless": count_work(handovers.waiting_for(user)),
        "most": MOST_COUNTED,
        "newest": people.waiting_for_identity_check().select_related("kelurahan").order_by("-id")[:5],
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
        "due": MentoringNote.objects.of_mentees(request.user).due().select_related("participant")[:12],
    }
    return render(request, "reports/home/mentor.html", context)


def _figures(request):
    """For who reads figures and never people."""
    user, year = request.user, ProgrammeYear.objects.current()
    context = {
        "may_report": user.has_perm("reports.add_reportrun"),
        "may_read_reports": user.has_perm("reports.view_reportrun"),
    }
    return render(request, "reports/home/figures.html", context | _standing(user, year, with_map=True))


def _standing(user, year, *, with_map=False):
    """Where the user's area stands today: funnel, targets, who is furthest behind."""
    area = user.areas_for("reports.view_figures")
    if not year or not area:
        return {"year": year}
    people = figures.stage_counts(year, Level.KECAMATAN, today(), area=area)
    targets = figures.targets(year, area=area)
    whole = figures.add_up(people, Level.PROVINCE)[JAKARTA]
    standing = {
        "year": year,
        "area_name": area_name(area),
        "as_of": now(),
        "registered": whole[figures.REGISTERED],
        "waiting": figures.waiting(whole),
        "funnel": chart_data.funnel("corong", year, whole),
        "bars": chart_data.against_target("capaian", year, whole, figures.add_up(targets, Level.PROVINCE)[JAKARTA]),
        "behind": chart_data.furthest_behind(year, today(), Stage.TRAINING, people, targets, area=area),
    }
    if with_map:
        everywhere = figures.stage_counts(year, Level.KECAMATAN, today()) if not area.is_everywhere else people
        standing["map"] = chart_data.jakarta(
            "peta", Stage.TRAINING.label, Stage.TRAINING, everywhere, figures.targets(year)
        )
    return standing


def area_name(area):
    return ", ".join(places.named(code) for code in sorted(area.codes))
