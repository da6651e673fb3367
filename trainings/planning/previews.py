"""Planned sessions held against what is stored: what each would clash with, before anything is saved."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from okoce.clock import now
from okoce.formats import listed
from okoce.programme import memory as programme
from okoce.regions import places
from trainings.planning import clashes, public_holidays
from trainings.planning.clashes import Hall, Planned, Teacher
from trainings.planning.series import Draft
from trainings.sessions import memory
from trainings.sessions.models import Session, Trainer, Venue

TITLE = Session._meta.get_field("title").max_length


@dataclass(frozen=True)
class Judged:
    """A draft with what speaks against it."""

    draft: Draft
    planned: Planned
    clashes: list

    @property
    def is_nonsense(self):
        return any(clash.is_nonsense for clash in self.clashes)


def judge(drafts, *, training=None):
    """Return a Judged for each draft, in their order."""
    known = _Known({draft.venue for draft in drafts}, {draft.trainer for draft in drafts} - {None})
    planned = [known.planned(draft, draft.title or title_of(draft.modules, training)) for draft in drafts]
    found = _find(planned)
    return [Judged(*each) for each in zip(drafts, planned, found, strict=True)]


def clashes_of(sessions):
    """Return {id: its Clashes} of stored sessions, also with each other; a cancelled one clashes with nothing."""
    sessions = [session for session in sessions if session.state != Session.State.CANCELLED]
    return dict(zip((s.pk for s in sessions), _find(_stored(sessions)), strict=True))


def digest(judged):
    """Return a short text that changes whenever a draft or what speaks against it does."""
    text = repr([(each.draft, [clash.sentence for clash in each.clashes]) for each in judged])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def title_of(modules, training=None):
    """Return what a session of these modules is called: the names of the modules, after the training they belong to."""
    names = [name for pk, name in programme.module_names().items() if pk in modules]
    about = listed(names) if names else "Pelatihan"
    if training is None:
        return about[:TITLE]
    is_whole = len(modules) > 1
    return (training.title if is_whole else f"{training.title}: {about}")[:TITLE]


def _find(planned):
    starts = [start for each in planned for start, _ in each.meetings]
    ends = [end for each in planned for _, end in each.meetings]
    if not starts:
        return [[] for _ in planned]
    spans = [(year.starts_on, year.ends_on) for year in programme.years().values()]
    years = {start.year for start in starts} & {year for span in spans for year in (span[0].year, span[1].year)}
    return clashes.find(
        planned,
        _stored(_at_that_time(planned, min(starts), max(ends))),
        holidays=public_holidays.names(years),
        years=spans,
        at=now(),
    )


def _at_that_time(planned, first, last):
    """Stored sessions that share a venue, a trainer or a kecamatan with the planned ones, within their time."""
    halls = {each.hall for each in planned if each.hall}
    shares = Q(kecamatan__in={each.kecamatan for each in planned})
    shares |= Q(venue__in={hall.pk for hall in halls}) | Q(venue__name_key__in={hall.key for hall in halls})
    shares |= Q(trainer__in={each.teacher.pk for each in planned if each.teacher})
    # A session that began within a year before may still meet; what is older is not read.
    begun = first - timedelta(days=366)
    near = Session.objects.filter(starts_at__gt=begun, starts_at__lt=last, ends_at__gt=first).exclude(
        state=Session.State.CANCELLED
    )
    mine = {each.pk for each in planned if each.pk}
    return [session for session in near.filter(shares).order_by("starts_at", "pk") if session.pk not in mine]


def _stored(sessions):
    """Stored sessions as they are compared."""
    known = _Known({s.venue_id for s in sessions}, {s.trainer_id for s in sessions} - {None})
    contents = memory.contents([session.pk for session in sessions])
    return [
        Planned(
            title=session.title,
            kecamatan=session.kecamatan_id,
            place=places.named(session.kecamatan_id),
            hall=known.halls.get(session.venue_id),
            teacher=known.teachers.get(session.trainer_id),
            modules=tuple(module.pk for module in contents[session.pk].modules),
            capacity=session.capacity,
            meetings=clashes.in_wib((row.starts_at, row.ends_at) for row in contents[session.pk].meetings),
            pk=session.pk,
        )
        for session in sessions
    ]


class _Known:
    """Halls and teachers of these ids, read once."""

    def __init__(self, venues, trainers):
        self.halls = {
            row.pk: Hall(row.pk, row.name, row.name_key, row.kecamatan_code, row.capacity, row.opening)
            for row in Venue.objects.filter(pk__in=venues)
        }
        rows = Trainer.objects.filter(pk__in=trainers).prefetch_related("modules") if trainers else ()
        self.teachers = {
            row.pk: Teacher(row.pk, row.name, row.availability, frozenset(module.pk for module in row.modules.all()))
            for row in rows
        }

    def planned(self, draft, title):
        return Planned(
            title=title,
            kecamatan=draft.kecamatan,
            place=places.named(draft.kecamatan),
            hall=self.halls[draft.venue],
            teacher=self.teachers.get(draft.trainer),
            modules=draft.modules,
            capacity=draft.capacity,
            meetings=clashes.in_wib(draft.meetings),
        )
