"""The minutes: what was seen, decided and measured, frozen when the meeting is closed, and drawn as a PDF."""

import hashlib
import json
from datetime import date
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import now, today
from okoce.formats import tanggal, waktu
from okoce.regions import places
from reports.meetings import freezing, queries
from reports.meetings.actions import meetings
from reports.meetings.agenda import Agenda, signed
from reports.meetings.models import Meeting
from reports.meetings.readings import readings
from reports.papers.actions import documents

TEMPLATE = "reports/meetings/pdf/minutes.html"
NOBODY = "Tulis dulu siapa yang hadir; tanpa itu notula tidak lengkap."
NOT_CLOSED = "Notula dibuat setelah rapat ditutup."


@transaction.atomic
def close(meeting, *, by):
    """End a running meeting and freeze its minutes; return the meeting.

    Raise `PermissionDenied` for who may not, `ValidationError` when it is not running or nobody is named.
    """
    meeting = meetings.hold(meeting, by=by)
    meetings.refuse_unless_running(meeting)
    if not meeting.attendees.exists():
        raise ValidationError(NOBODY)
    meeting.state, meeting.closed_at, meeting.closed_by = Meeting.State.CLOSED, now(), by
    meeting.minutes = said_of(meeting, on=today())
    meeting.save()
    return meeting


def said_of(meeting, *, on):
    """Return what the minutes of a meeting that is being closed say, with the actions as measured on a day."""
    year, agenda = freezing.year_of(meeting), Agenda(meeting.figures, (), None, hides=True)
    return {
        "programme": str(year),
        "period": meeting.period.number,
        "stages": [[row.position, row.stage, row.name] for row in year.ordered_stages],
        "attendees": list(map(list, meeting.attendees.values_list("name", "office"))),
        "closed_by": meeting.closed_by.name,
        "decided": _rows(meeting.actions.all(), meeting, on),
        "measured": _rows(queries.earlier_than(meeting, agenda.since), meeting, on),
    }


def _rows(actions, meeting, on):
    """Actions as the minutes say them: counts below five are hidden in every paper."""
    found = list(actions.with_parts().order_by("kecamatan_id", "pk"))
    return [
        {
            "code": reading.action.kecamatan_id,
            "place": reading.action.place,
            "what": reading.action.what,
            "owner": reading.action.owner.name if reading.action.has_owner else "",
            "due_on": reading.action.due_on.isoformat(),
            "figure": reading.action.figure.name,
            "expected": signed(reading.action.expected),
            "obstacle": reading.action.obstacle_words,
            "measured": reading.words,
            "tone": reading.state[0],
            "state": reading.state[1],
        }
        for reading in readings(found, hides=True, on=on, known_at=meeting.closed_at)
    ]


def document_of(meeting, area):
    """The minutes of an area as Document: drawn once, and the same bytes ever after.

    Raise `ValidationError` before the meeting is closed.
    """
    if not meeting.is_closed:
        raise ValidationError(NOT_CLOSED)
    return documents.drawn_once(_fingerprint(meeting, area), TEMPLATE, lambda: context_of(meeting, area))


def _fingerprint(meeting, area):
    """Of what the minutes say and for whom; not of their looks, since a reprint keeps those of the first print."""
    said = [meeting.minutes, meeting.figures, meeting.held_on.isoformat(), sorted(area.codes)]
    return hashlib.sha256(json.dumps(["minutes", *said], sort_keys=True).encode()).hexdigest()


def context_of(meeting, area):
    """The values of templates/reports/meetings/pdf/minutes.html, of the kecamatan in an area."""
    minutes = meeting.minutes
    stages = tuple(SimpleNamespace(position=n, stage=key, name=name) for n, key, name in minutes["stages"])
    agenda = Agenda(meeting.figures, stages, area, hides=True)
    return {
        "minutes": minutes,
        "created": f"{meeting.closed_at:%Y-%m-%d}",
        "held_on": tanggal(meeting.held_on),
        "until": tanggal(agenda.on),
        "since": tanggal(agenda.since),
        "closed_at": waktu(meeting.closed_at),
        "area_name": ", ".join(places.named(code) for code in sorted(area.codes)),
        "whole": agenda.whole,
        "verdict": agenda.verdict(agenda.whole),
        "stage_name": agenda.stage_name,
        "furthest": agenda.furthest,
        "steps": agenda.steps,
        "decided": _of_area(minutes["decided"], area),
        "measured": _of_area(minutes["measured"], area),
    }


def _of_area(rows, area):
    return [row | {"due_on": tanggal(date.fromisoformat(row["due_on"]))} for row in rows if row["code"] in area]
