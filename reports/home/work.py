"""What waits for who works here, read once for the home: for the card "Sekarang" and for the lists below it."""

import datetime as dt
from typing import NamedTuple

from django.urls import reverse

from okoce import work_counts
from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now, today
from okoce.formats import angka, local
from okoce.now_card import Link
from okoce.pagination import MOST_COUNTED, count_work, counted_together
from participants.calls import queries as calls
from participants.calls.now_card import call_list
from participants.imports.models import Import
from participants.mentoring.actions import handovers
from participants.people.models import Participant
from participants.worklists import queries as worklists
from reports.home import now_card
from reports.papers.models import ReportRun
from reports.snapshots.models import Edition, Period
from trainings.sessions import memory
from trainings.sessions import now_card as sessions_now
from trainings.sessions.models import Session

AHEAD = 20  # sessions that come, which Sudin has to fill
SHOWN_NEXT, SHOWN_MEETINGS = 3, 6
OLDEST = 3
UNMASKED_DAYS = 7
SHOWN = ("title", "venue__name", "kecamatan", "capacity", "seats_taken", "starts_at", "ends_at", "state")
SHOWN += ("booking_closes_at",)


class HostedMeeting(NamedTuple):
    """A meeting as the home shows it, in the order of a day."""

    starts_at: dt.datetime
    pk: int
    ends_at: dt.datetime
    session: Session


def of_office(user):
    """Return the context of an officer's or Sudin's home, and under "candidates" what may stand on the card."""
    at = now()
    meetings, coming = _sessions(user, at, ahead=AHEAD if Role.STAFF in user.roles else SHOWN_NEXT)
    people = Participant.objects.supervised_by(user)
    waiting = worklists.cards_to_check(people)
    counts, to_call, held = work_counts.kept(user, "home", lambda: _counts(user, people, waiting))
    oldest = list(waiting.only("name", "kelurahan", "registered_at").order_by("id")[:OLDEST])
    candidates = sessions_now.of_meetings(meetings, at) if Role.OFFICER in user.roles else []
    if Role.STAFF in user.roles:
        candidates += [now_card.imports(held), sessions_now.filling(coming, at)]
    candidates += [
        call_list(to_call),
        now_card.cards(counts["cards"], MOST_COUNTED, oldest[0].registered_at if oldest else None),
        now_card.mentorless(counts["mentorless"], MOST_COUNTED),
        sessions_now.next_session(coming),
    ]
    return {
        "candidates": candidates,
        "day": _day(meetings, at)[:SHOWN_MEETINGS],
        "next_sessions": coming[:SHOWN_NEXT],
        "cards": counts["cards"],
        "mentorless": counts["mentorless"],
        "calls": to_call,
        "most": MOST_COUNTED,
        "oldest": oldest,
        "links": _links(user),
        "may_register": user.has_perm("people.add_participant"),
        "may_schedule": user.has_perm("training_sessions.add_session"),
    }


def _counts(user, people, waiting):
    """({"cards", "mentorless"}, calls that wait, imports that wait for Sudin)."""
    counts = counted_together({"cards": waiting, "mentorless": handovers.waiting_for(user)}, among=people)
    held = 0
    if Role.STAFF in user.roles:
        held = Import.objects.visible_to(user).filter(state=Import.State.READY, proposed_at__isnull=False).count()
    return counts, calls.waiting(user), held


def _links(user):
    if user.has_perm("people.add_participant"):
        return [Link("Daftarkan orang", reverse("participants:desk-register"))]
    return []


def _sessions(user, at, *, ahead):
    """Return ([HostedMeeting] of today, the next sessions) in the area of a user: both from one statement."""
    starts, ends = day_starts_at(today()), day_starts_at(today() + dt.timedelta(days=1))
    hosted = memory.not_ended(user.areas_for("training_sessions.view_session"))
    of_today = [row.pk for row in hosted if row.starts_at < ends and row.ends_at >= starts]
    coming = [row.pk for row in hosted if row.starts_at > at][:ahead]
    found = Session.objects.published().filter(pk__in={*of_today, *coming})  # one may just have been cancelled
    found = found.select_related("venue").only(*SHOWN).in_bulk()
    meetings = [
        HostedMeeting(meeting.starts_at, meeting.pk, meeting.ends_at, found[pk])
        for pk, contents in memory.contents(of_today).items()
        for meeting in contents.meetings
        if pk in found and starts <= meeting.starts_at < ends
    ]
    return sorted(meetings, key=lambda meeting: meeting[:2]), [found[pk] for pk in coming if pk in found]


def _day(meetings, at):
    """The day as a list of hours, for parts/_now.html."""
    return [
        {
            "time": f"{local(meeting.starts_at):%H.%M}",
            "text": f"{meeting.session.title}, {angka(meeting.session.seats_taken)} peserta",
            "url": reverse("trainings:attendance-mark", args=[meeting.session.pk, meeting.pk]),
            "is_current": meeting.starts_at <= at < meeting.ends_at,
        }
        for meeting in meetings
    ]


def of_figures(user, year):
    """Return what may stand on the card of who reads figures, watches over access, or makes the reports."""
    candidates = []
    if user.roles & {Role.AUDITOR, Role.PRIVACY}:
        since = now() - dt.timedelta(days=UNMASKED_DAYS)
        seen = AccessLog.objects.visible_to(user).filter(act=AccessLog.Act.UNMASK, at__gte=since)
        candidates.append(now_card.unmasked(count_work(seen), UNMASKED_DAYS, MOST_COUNTED))
    elif year and user.has_perm("papers.view_reportrun"):
        candidates.append(_report(user, year))
    return [*candidates, now_card.next_report(year.fortnights, today()) if year else None]


def _report(user, year):
    """The report of the last fortnight that ended; papers are only looked for where no edition is approved."""
    ended = Period.objects.filter(programme_year=year, ends_on__lt=today())
    last = ended.only("number", "ends_on").order_by("-ends_on").first()
    edition = last and _newest(Edition.objects.visible_to(user).approved().filter(period=last).order_by("-number"))
    run = last and not edition and _newest(ReportRun.objects.visible_to(user).filter(period=last).order_by("-pk"))
    return now_card.report(last, edition, run, may_make=user.has_perm("papers.add_reportrun"))


def _newest(rows):
    return rows.values_list("pk", flat=True).first()
