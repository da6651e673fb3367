"""A series of drafts, stored in one press."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.programme.models import Module
from trainings.planning import previews
from trainings.planning.actions.sessions import CLOSES_BEFORE
from trainings.sessions.models import Meeting, Session

MOST = 400  # sessions stored by one press
TOO_MANY = f"Paling banyak {MOST} sesi sekali simpan. Kurangi minggu atau kecamatannya."


@transaction.atomic
def save(drafts, *, by, agency=None, training=None):
    """Store drafts (trainings/planning/series.py) as sessions in the state draft, and return them in their order.

    `agency` and `training` are of the drafts that name none themselves. Nobody can book them until they are published. Raise `ValidationError` for more than MOST, and for a draft that
    makes no sense; one that clashes with another session is stored, since somebody saw that and chose it.
    """
    if len(drafts) > MOST:
        raise ValidationError(TOO_MANY)
    judged = previews.judge(drafts, training=training)
    if wrong := [clash.sentence for each in judged for clash in each.clashes if clash.is_nonsense]:
        raise ValidationError(wrong)
    sessions = Session.objects.bulk_create([_session(each, agency, by, training) for each in judged])
    Meeting.objects.bulk_create(
        Meeting(session=session, starts_at=start, ends_at=end)
        for session, each in zip(sessions, judged, strict=True)
        for start, end in each.draft.meetings
    )
    taught = Session.modules.through
    modules = Module.objects.in_bulk({pk for draft in drafts for pk in draft.modules})
    taught.objects.bulk_create(
        taught(session=session, module=modules[pk])
        for session, draft in zip(sessions, drafts, strict=True)
        for pk in draft.modules
    )
    return sessions


def _session(judged, agency, by, training):
    draft = judged.draft
    starts_at = min(start for start, _ in draft.meetings)
    return Session(
        programme_year=previews.year_of(starts_at),
        agency_id=draft.agency or agency.pk,
        training_id=draft.training or (training and training.pk),
        title=judged.planned.title,
        kecamatan_id=draft.kecamatan,
        venue_id=draft.venue,
        trainer_id=draft.trainer,
        capacity=draft.capacity,
        state=Session.State.DRAFT,
        starts_at=starts_at,
        ends_at=max(end for _, end in draft.meetings),
        booking_closes_at=starts_at - CLOSES_BEFORE,
        created_by=by,
    )
