"""A registration on its way: kept step by step, sent once, forgotten after two weeks."""

import datetime as dt
import json

from django.db import transaction

from okoce.clock import now, today
from okoce.programme.models import ProgrammeYear, RegistrationPoint
from participants.identity import seal
from participants.models import ClaimCode, RegistrationDraft

LIFE = dt.timedelta(days=14)
LONGEST = 500  # no box takes more, and a stranger must not fill our disk


def find(draft_id):
    """The draft with this id, unless it is too old; None otherwise."""
    return RegistrationDraft.objects.filter(pk=draft_id, updated_at__gt=now() - LIFE).first()


def at_hand(draft_id):
    """(draft, year, point): the draft with this id, the year that takes registrations today, the form's own point.

    None for what is not there.
    """
    told = {"draft": draft_id.hex if draft_id else None, "oldest": now() - LIFE, "day": today(), "point": _POINT}
    (found,) = RegistrationDraft.objects.raw(_AT_HAND, told)
    year = found.year_id and ProgrammeYear(pk=found.year_id, year=found.year, minimum_age=found.minimum_age)
    point = found.point_id and RegistrationPoint(pk=found.point_id, code=_POINT)
    return found if found.pk else None, year, point


# In SQL because each step of the form asks it, and the ORM takes longer to write it than the database to answer.
_POINT = RegistrationPoint.ONLINE
_AT_HAND = """
    SELECT draft.id, draft.answers_sealed, draft.sent_at,
        year.id AS year_id, year.year AS year, year.minimum_age AS minimum_age, point.id AS point_id
    FROM (SELECT 1) one
    LEFT JOIN participants_registrationdraft draft ON draft.id = %(draft)s AND draft.updated_at > %(oldest)s
    LEFT JOIN (
        SELECT * FROM programme_programmeyear WHERE starts_on <= %(day)s AND ends_on >= %(day)s
        ORDER BY starts_on DESC LIMIT 1
    ) year ON TRUE
    LEFT JOIN programme_registrationpoint point ON point.code = %(point)s"""


@transaction.atomic
def keep(draft, step, typed, *, is_done):
    """Save what was typed in one step. A draft that was sent meanwhile stays as it is."""
    if draft is None:
        draft = RegistrationDraft()
        answers = {}
    else:
        draft = RegistrationDraft.objects.select_for_update().get(pk=draft.pk)
        answers = draft.answers
    if draft.sent_at:
        return draft
    answers[step] = {"typed": {name: _short(value) for name, value in typed.items()}, "is_done": is_done}
    draft.answers, draft.updated_at = answers, now()
    draft.save()
    return draft


def receipt(number, answers):
    """All that a draft still holds once it is sent, sealed."""
    told = {
        "number": number,
        "name": answers.name,
        "kecamatan": answers.kelurahan.parent.name,
        "sent_on": today().isoformat(),
    }
    return seal(json.dumps(told)).decode()


@transaction.atomic
def discard(draft):
    """Forget what was typed. A draft that was sent keeps its receipt."""
    RegistrationDraft.objects.filter(pk=draft.pk, sent_at=None).delete()


def forget_old():
    """Delete drafts and receipts older than two weeks, and codes of yesterday. Returns how many drafts."""
    ClaimCode.objects.filter(created_at__lt=now() - dt.timedelta(days=1)).delete()
    deleted, _ = RegistrationDraft.objects.filter(updated_at__lte=now() - LIFE).delete()
    return deleted


def _short(value):
    if isinstance(value, list):
        return [str(item)[:LONGEST] for item in value[:50]]
    return str(value)[:LONGEST]
