"""A year of fortnights: each with its approved edition, some corrected, the next one a draft to be approved."""

import datetime as dt
from contextlib import suppress

from django.core.exceptions import ValidationError

from okoce import history
from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now, today
from okoce.programme import memory
from okoce.programme.models import Target
from okoce.programme.stages import Stage
from okoce.regions.levels import JAKARTA, Level
from reports.figures import counted
from reports.papers.actions import runs
from reports.papers.models import ReportRun
from reports.snapshots.actions import editions
from reports.snapshots.models import Period
from sample import outlooks, staff

EVENING = dt.timedelta(hours=22, minutes=30)  # after what happened on the day was written down
EARLY = dt.timedelta(hours=17)  # before: what comes later is corrected
MORNING = dt.timedelta(hours=7, minutes=30)
FOLLOW_THE_COUNT, WITHOUT_TARGET = 2, "31.75.06"
CORRECTED = 6  # every sixth one
LATER = dt.timedelta(days=8)
WORDS = {
    JAKARTA: "Pelatihan berjalan sesuai rencana; yang tertahan adalah Perizinan karena pengajuan NIB menunggu surel "
    "peserta. Rapat diminta memutuskan hari layanan NIB di kantor kecamatan.",
    "31.73": "Dua sesi di Cengkareng dipindah karena gedung dipakai; pesertanya sudah dapat kursi pengganti.",
}


def freeze(count):
    """Approve an edition of each fortnight whose meeting was held, and report the last `count` ones but the newest.

    Papers are for the area of Sudin, as on the evening after each; workers draw them. Nothing for a count of 0.
    """
    if not count:
        return
    people = {role: User.objects.get(email=login) for role, _, login, *_ in staff.LOGINS}
    second = User.objects.get(email=staff.SECOND_OF_PROVINCE[0])
    begun = Period.objects.filter(programme_year=memory.current_year(), starts_on__lte=today()).order_by("number")
    held = [period for period in begun if period.meeting_on < today()]
    for period in held:
        _publish(period, people, second)
    coming = begun.filter(meeting_on__gte=today()).first()
    if coming:
        _odd_targets(coming.programme_year)
        outlooks.aim(coming.programme_year)
        _write(editions.prepare(coming), people)
    _report(count, by=people[Role.STAFF])


def _publish(period, people, second):
    """The edition of a meeting that was held; where it was frozen too early, its correction."""
    is_early = period.number % CORRECTED == 0
    evening = day_starts_at(period.meeting_on - dt.timedelta(days=1))
    first = editions.prepare(period, known_at=evening + (EARLY if is_early else EVENING))
    _write(first, people)
    morning = day_starts_at(period.meeting_on) + MORNING
    editions.approve(first, by=people[Role.PROVINCE], seen=first.sha256, at=morning)
    if is_early:
        with suppress(ValidationError):  # of so few people nothing came later
            learnt = min(morning + LATER, now())
            correction = editions.prepare(period, by=second, known_at=learnt)
            editions.approve(correction, by=people[Role.PROVINCE], seen=correction.sha256, at=learnt)


def _odd_targets(year):
    """Some plans that follow the count and one that is missing: what the draft warns of."""
    reached = counted.stage_counts(year, Level.KECAMATAN, today())
    with history.paused():
        for code in sorted(reached, key=lambda code: (-reached[code][Stage.CAPITAL], code))[:FOLLOW_THE_COUNT]:
            targets = Target.objects.filter(programme_year=year, kecamatan=code, stage=Stage.CAPITAL)
            targets.update(people=max(reached[code][Stage.CAPITAL], 1))
        Target.objects.filter(programme_year=year, kecamatan=WITHOUT_TARGET, stage=Stage.FINANCES).delete()


def _write(edition, people):
    for paragraph in edition.paragraphs.filter(region__in=WORDS):
        by = people[Role.PROVINCE if paragraph.is_of_province else Role.STAFF]
        editions.write(paragraph, {"text": WORDS[paragraph.region_id]}, by=by)


def _report(count, *, by):
    ended = Period.objects.filter(programme_year=memory.current_year(), ends_on__lt=today()).order_by("-ends_on")
    for period in reversed(list(ended[1 : count + 1])):
        run = runs.start(period, by=by)
        made_at = day_starts_at(period.ends_on + dt.timedelta(days=1)) + dt.timedelta(hours=19)
        ReportRun.objects.filter(pk=run.pk).update(requested_at=made_at)
