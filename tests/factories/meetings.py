"""Meetings that are running, and actions they decided, as the pages make them."""

import datetime as dt

from okoce.clock import today
from reports.meetings.actions import decisions, meetings
from reports.meetings.models import Obstacle
from tests.factories.people import make_user
from tests.factories.places import GROGOL, PROVINCE
from tests.factories.reports import make_period


def make_meeting(*, period=None, is_running=True, by=None):
    """The meeting of the last fortnight, which is running unless said otherwise."""
    meeting = meetings.prepare(period or make_period())
    return meetings.start(meeting, by=by or make_user("province")) if is_running else meeting


def decision(owner, *, days=14, **values):
    """What a meeting decides, as the form gives it."""
    return {
        "indicator": "pelatihan",
        "what": "Kelas malam di RPTRA",
        "owner": owner,
        "due_on": today() + dt.timedelta(days=days),
        "expected": 40,
        "obstacle": Obstacle.HOURS.value,
        "obstacle_note": "",
    } | values


def make_action(meeting=None, *, kecamatan=GROGOL, owner=None, by=None, **values):
    """An action of a running meeting, owned by an officer of its kecamatan."""
    owner = owner or make_user("officer", region=kecamatan)
    by = by or make_user("official", region=PROVINCE)
    return decisions.decide(meeting or make_meeting(), kecamatan, decision(owner, **values), by=by)
