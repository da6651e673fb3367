"""A registration on its way: kept step by step, sent once, forgotten after two weeks."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db import connection, transaction

from okoce.clock import now, today, wib_day
from okoce.programme.models import ProgrammeYear, RegistrationPoint
from okoce.sealing import seal
from participants.claims.models import ClaimCode
from participants.people import repeats
from participants.registration.models import RegistrationDraft

LIFE = dt.timedelta(days=14)
LONGEST = 500  # no box takes more, and a stranger must not fill our disk


def find(draft_id):
    """The draft with this id, unless it is too old; None otherwise."""
    return RegistrationDraft.objects.filter(pk=draft_id, updated_at__gt=now() - LIFE).first()


@dataclass(frozen=True)
class StepContext:
    """What a step of the form needs: its draft, the year that takes registrations today, the form's own point."""

    draft: RegistrationDraft | None
    was_sent: bool
    year: ProgrammeYear | None
    point: RegistrationPoint | None


def load_step_context(draft_id):
    instant = now()
    params = {
        "draft": draft_id.hex if draft_id else None,
        "oldest": connection.ops.adapt_datetimefield_value(instant - LIFE),
        "day": wib_day(instant).isoformat(),
        "point": RegistrationPoint.ONLINE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEP_CONTEXT, params)
        sealed, was_sent, year, number, minimum_age, point = cursor.fetchone()
    return StepContext(
        sealed and RegistrationDraft.from_db(connection.alias, ["id", "answers_sealed"], [draft_id, sealed]),
        bool(was_sent),
        year and ProgrammeYear.from_db(connection.alias, ["id", "year", "minimum_age"], [year, number, minimum_age]),
        point and RegistrationPoint.from_db(connection.alias, ["id"], [point]),
    )


# In SQL because each step of the form asks it, and the ORM takes longer to write it than the database to answer.
_STEP_CONTEXT = """
    SELECT draft.answers_sealed, draft.sent_at IS NOT NULL, year.id, year.year, year.minimum_age, point.id
    FROM (SELECT 1) one
    LEFT JOIN registration_registrationdraft draft ON draft.id = %(draft)s AND draft.updated_at > %(oldest)s
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
    content = {
        "number": number,
        "name": answers.name,
        "kecamatan": answers.kelurahan.parent.name,
        "sent_on": today().isoformat(),
    }
    return seal(json.dumps(content)).decode()


@transaction.atomic
def discard(draft):
    """Forget what was typed. A draft that was sent keeps its receipt."""
    RegistrationDraft.objects.filter(pk=draft.pk, sent_at=None).delete()


def forget_old():
    """Delete drafts and receipts older than two weeks, codes and sent forms of yesterday. Returns how many drafts."""
    repeats.forget_old()
    ClaimCode.objects.filter(created_at__lt=now() - dt.timedelta(days=1)).delete()
    deleted, _ = RegistrationDraft.objects.filter(updated_at__lte=now() - LIFE).delete()
    return deleted


def _short(value):
    if isinstance(value, list):
        return [str(item)[:LONGEST] for item in value[:50]]
    return str(value)[:LONGEST]
