"""Drafts like sessions that are stored, so many days later."""

import datetime as dt

from okoce.clock import wib_day
from trainings.planning import clashes
from trainings.planning.series import Draft
from trainings.sessions import memory


def drafts(sessions, days):
    """Return a Draft like each of these sessions that has meetings, `days` later, in their order."""
    contents = memory.contents([session.pk for session in sessions])
    return [_draft(session, contents[session.pk], days) for session in sessions if contents[session.pk].meetings]


def first_day(sessions):
    """Return the day on which the first of these sessions begins; None when none has a meeting."""
    return min((wib_day(session.starts_at) for session in sessions if session.starts_at), default=None)


def _draft(session, contents, days):
    later = dt.timedelta(days=days)
    meetings = clashes.in_wib((meeting.starts_at, meeting.ends_at) for meeting in contents.meetings)
    return Draft(
        kecamatan=session.kecamatan_id,
        venue=session.venue_id,
        trainer=session.trainer_id,
        modules=tuple(module.pk for module in contents.modules),
        meetings=tuple((start + later, end + later) for start, end in meetings),
        capacity=session.capacity,
        title=session.title,
        agency=session.agency_id,
        training=session.training_id,
    )
