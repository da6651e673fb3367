"""The calendar of an office's sessions, with what the plan comes to."""

from collections import defaultdict
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Window
from django.db.models.functions import RowNumber, TruncDate
from django.shortcuts import render

from okoce.accounts.areas import Area
from okoce.clock import WIB, day_starts_at, now, today, wib_day
from okoce.formats import DAYS, local
from okoce.programme import memory
from okoce.regions import places
from trainings.invitations import turnouts
from trainings.planning import agency_targets, calendars, outlook
from trainings.sessions.models import Meeting, Session

VIEW = "training_sessions.view_session"
MOST_IN_MONTH, MOST_IN_WEEK = 6, 60  # meetings of a day that are shown; of the others how many they are


@permission_required(VIEW, raise_exception=True)
def show_calendar(request):
    """A month or a week of the sessions hosted in one's area, or in the kota or kecamatan asked for."""
    offered = _regions(request.user.areas_for(VIEW))
    chosen = next((code for code, _ in offered if code == request.GET.get("wilayah")), offered[0][0] if offered else "")
    codes = [code for code, _ in places.kecamatan(Area.of_region(chosen))] if chosen else []
    span = calendars.span(request.GET, today())
    year = _year_of(span)
    context = admin.site.each_context(request) | {
        "title": "Kalender sesi",
        "span": span,
        "day_names": DAYS,
        "weeks": _weeks(span, _entries(codes, span), chosen),
        "regions": offered,
        "chosen": chosen,
        "addresses": {
            name: _address(getattr(span, name), chosen) for name in ("previous", "following", "as_week", "as_month")
        },
        "year": year,
        "outlooks": outlook.of_kecamatan(codes, year, rates=turnouts.rates_of(codes)) if year else {},
        "agency_targets": agency_targets.reached(request.user, year) if year else [],
        "may_add": request.user.has_perm("training_sessions.add_session"),
    }
    return render(request, "admin/training_sessions/session/calendar.html", context)


def _regions(area):
    """(code, name) of each kota and kecamatan of an area; for one kecamatan only itself."""
    found = []
    for kota in places.kota():
        inside = places.kecamatan(Area.of_region(kota.code))
        inside = [(code, name) for code, name in inside if code in area]
        if len(inside) > 1 and kota.code in area:
            found.append((kota.code, f"Semua kecamatan {kota.name}"))
        found += inside
    return found


def _entries(codes, span):
    """{day: the first meetings of these kecamatan, by hour}, each with what the calendar shows of its session.

    `that_day` is how many meetings there are. The week of one kecamatan shows all of them.
    """
    first, after = day_starts_at(span.first), day_starts_at(span.last + calendars.DAY)
    meetings = Meeting.objects.filter(starts_at__gte=first, starts_at__lt=after, session__kecamatan__in=codes)
    by_hour, of_day = ["starts_at", "session__kecamatan_id", "pk"], [TruncDate("starts_at", tzinfo=WIB)]
    meetings = meetings.annotate(that_day=Window(Count("*"), partition_by=of_day))
    if span.is_month or len(codes) > 1:
        meetings = meetings.annotate(number=Window(RowNumber(), partition_by=of_day, order_by=by_hour))
        meetings = meetings.filter(number__lte=MOST_IN_MONTH if span.is_month else MOST_IN_WEEK)
    found = defaultdict(list)
    for meeting in meetings.select_related("session").order_by(*by_hour):
        found[wib_day(meeting.starts_at)].append(
            {
                "session": meeting.session,
                "that_day": meeting.that_day,
                "starts": f"{local(meeting.starts_at):%H.%M}",
                "ends": f"{local(meeting.ends_at):%H.%M}",
                "place": places.named(meeting.session.kecamatan_id),
                "state": _state(meeting.session),
            }
        )
    return found


def _state(session):
    """(key for the colour, word)."""
    if session.state == Session.State.PUBLISHED and session.ends_at and session.ends_at <= now():
        return "past", "selesai"
    if session.state == Session.State.PUBLISHED and session.is_full:
        return "full", "penuh"
    return session.state, session.get_state_display()


def _weeks(span, entries, chosen):
    here = today()
    return [
        [
            {
                "day": day,
                "entries": entries.get(day, []),
                "left": entries[day][0]["that_day"] - len(entries[day]) if day in entries else 0,
                "week": _address(calendars.of_week(day).as_week, chosen) if day in entries else "",
                "is_today": day == here,
                "is_outside": not span.first <= day <= span.last,
            }
            for day in week
        ]
        for week in span.weeks
    ]


def _address(params, chosen):
    return f"?{urlencode({**params, 'wilayah': chosen})}"


def _year_of(span):
    """The programme year most of the span lies in, else the current one."""
    return memory.year_on(span.first + (span.last - span.first) / 2) or memory.newest_year()
