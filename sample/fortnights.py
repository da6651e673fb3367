"""Fortnights whose figures were frozen and whose reports were made, but for the last, which waits to be made."""

import datetime as dt

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, today
from okoce.programme import memory
from reports.papers.actions import runs
from reports.papers.models import ReportRun
from reports.snapshots.models import Period
from sample import staff

EVENING = dt.timedelta(hours=19)


def freeze(count):
    """Freeze so many fortnights for the area of Sudin, as on the evening after each. Workers draw their reports."""
    login = next(login for role, _, login, *_ in staff.LOGINS if role == Role.STAFF)
    by = User.objects.get(email=login)
    ended = Period.objects.filter(programme_year=memory.current_year(), ends_on__lt=today()).order_by("-ends_on")
    for period in reversed(list(ended[1 : count + 1])):
        run = runs.start(period, by=by)
        made_at = day_starts_at(period.ends_on + dt.timedelta(days=1)) + EVENING
        ReportRun.objects.filter(pk=run.pk).update(requested_at=made_at)
