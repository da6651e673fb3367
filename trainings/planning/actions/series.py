"""A series of drafts, stored in one press."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import wib_day
from okoce.programme import memory
from okoce.programme.models import Module, ProgrammeYear
from trainings.planning import previews
from trainings.planning.actions.sessions import usual_closing
from trainings.sessions.models import Meeting, Session

MOST = 400  # sessions stored by one press
CHANGED = "Rencana berubah sejak dilihat. Periksa lagi daftarnya, lalu simpan."
NOTHING = "Centang dulu sesi yang disimpan."
TOO_MANY = f"Paling banyak {MOST} sesi sekali simpan. Kurangi minggu atau kecamatannya."


@transaction.atomic
def save(drafts, *, by, agency=None, training=None, chosen=None, seen=None):
    """Store drafts (trainings/planning/series.py) as sessions in the state draft, and return them in their order.

    `agency` and `training` are of the drafts that name none themselves; `chosen` are the keys of those to store, None:
    all. `seen` is the digest of what somebody saw (trainings/planning/previews.py). Nobody can book before they are
    published. Raise `ValidationError` when the plan or its clashes differ from what was seen, so also at a second
    press; when nothing is chosen; for more than MOST; and for a draft that makes no sense. One that clashes with
    another session is stored, since somebody saw that and chose it.
    """
    # One plan after the other; registrations, which name the year as well, do not wait.
    list(ProgrammeYear.objects.select_for_update(no_key=True).order_by("pk").values("pk"))
    judged = previews.judge(drafts, training=training)
    if seen is not None and seen != previews.digest(judged):
        raise ValidationError(CHANGED)
    kept = [each for each in judged if chosen is None or each.draft.key in chosen]
    if not kept:
        raise ValidationError(NOTHING)
    if len(kept) > MOST:
        raise ValidationError(TOO_MANY)
    if wrong := [clash.sentence for each in kept for clash in each.clashes if clash.is_nonsense]:
        raise ValidationError(wrong)
    return _store(kept, agency, by, training)


def _store(judged, agency, by, training):
    sessions = Session.objects.bulk_create([_session(each, agency, by, training) for each in judged])
    Meeting.objects.bulk_create(
        Meeting(session=session, starts_at=start, ends_at=end)
        for session, each in zip(sessions, judged, strict=True)
        for start, end in each.draft.meetings
    )
    taught = Session.modules.through
    modules = Module.objects.in_bulk({pk for each in judged for pk in each.draft.modules})
    taught.objects.bulk_create(
        taught(session=session, module=modules[pk])
        for session, each in zip(sessions, judged, strict=True)
        for pk in each.draft.modules
    )
    return sessions


def _session(judged, agency, by, training):
    draft = judged.draft
    starts_at = min(start for start, _ in draft.meetings)
    return Session(
        programme_year=memory.year_on(wib_day(starts_at)),
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
        booking_closes_at=usual_closing(starts_at),
        created_by=by,
    )
