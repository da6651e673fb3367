"""The sample's bazaars and who stood there; of those to come one takes applications, one is to be closed, one drawn."""

import datetime as dt
from array import array
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import NamedTuple

from bazaars import draw as lots
from bazaars.actions import draws as lottery
from bazaars.models import Bazaar, ClosedList, StallApplication, StallDay
from okoce.programme.stages import Stage
from okoce.regions.models import Region
from participants.people.models import Participant
from sample.crowds import NOBODY

STALLS, DAYS = 40, 2
GIVEN = STALLS - 1  # the last stall of a past bazaar is kept for `_stand`
ENTRIES = GIVEN * DAYS
COMING_STALLS, APPLICANTS = 12, 20
COMING_IN = (9, 23, 44)  # days
APPLIED_BEFORE = dt.timedelta(days=24)  # of the bazaars to come the last still takes any
CATEGORIES = StallApplication.Category.values


class Stand(NamedTuple):
    """One stall on one day of a bazaar that is over, in somebody's hands."""

    bazaar: int
    number: int  # of the application
    stall: int
    day: int  # of the bazaar, from 0
    sold_on: dt.date


class Stands:
    """Who stood where. `bazaars` are those over, {kota: in order of time}; `sellers` yields (place, kota, chance, day
    they were trained)."""

    def __init__(self, bazaars, sellers, people):
        self._bazaars = [bazaar for hosted in bazaars.values() for bazaar in hosted]
        self._of_place = array("i", [NOBODY]) * people
        ends = list(accumulate(len(hosted) for hosted in bazaars.values()))
        end_of = dict(zip(bazaars, ends, strict=True))
        starts = {kota: [bazaar.starts_on for bazaar in hosted] for kota, hosted in bazaars.items()}
        given = Counter()
        for place, kota, chance, trained_on in sellers:
            first = end_of[kota] - len(starts[kota]) + bisect_right(starts[kota], trained_on)
            chosen = first + int(chance * (end_of[kota] - first))
            # Where the chosen one has no stall left, the next that has.
            for bazaar in (*range(chosen, end_of[kota]), *range(first, chosen)):
                if given[bazaar] < ENTRIES:
                    self._of_place[place] = bazaar * ENTRIES + given[bazaar]
                    given[bazaar] += 1
                    break

    def of(self, place):
        if self._of_place[place] == NOBODY:
            return None
        bazaar, entry = divmod(self._of_place[place], ENTRIES)
        day, stall = divmod(entry, GIVEN)
        held = self._bazaars[bazaar]
        return Stand(held.pk, entry + 1, stall + 1, day, held.starts_on + dt.timedelta(days=day))


def hold(sellers, ground):
    """Bazaars every month in each kota, more where many sell, and three to come; those over, {kota: [bazaar]}."""
    last = ground.days - DAYS
    past_days, past = list(range(20, last, 30)), {}
    for kota in Region.objects.kota().order_by("code"):
        hosts = list(kota.children.order_by("code"))
        # Room for twice as many: who was trained late finds the early bazaars over.
        entries = max(1, -(-2 * sellers[kota.code] // (ENTRIES * max(len(past_days), 1))))
        days = [day for day in past_days for _ in range(entries)] + [ground.days + ahead for ahead in COMING_IN]
        made = Bazaar.objects.bulk_create(
            [_bazaar(hosts[number % len(hosts)], day, ground) for number, day in enumerate(days)]
        )
        past[kota.code] = made[: -len(COMING_IN)]
    return past


def _bazaar(host, day, ground):
    return Bazaar(
        programme_year=ground.year,
        name=f"Bazar OK OCE {host.name}",
        kecamatan=host,
        venue=f"Halaman Kantor Kecamatan {host.name}",
        starts_on=ground.day(day),
        ends_on=ground.day(day + DAYS - 1),
        stalls=STALLS,
        is_published=True,
    )


def give_out(*, by, today):
    """In Jakarta Barat people apply at the bazaars to come, and the first of these is drawn. Returns who applied."""
    for bazaar in Bazaar.objects.filter(starts_on__gt=today):
        bazaar.applications_end_on = bazaar.starts_on - APPLIED_BEFORE
        bazaar.stalls = COMING_STALLS
        bazaar.save(update_fields=["applications_end_on", "stalls"])
    people = _applicants()
    coming = Bazaar.objects.filter(kecamatan__parent="31.73", starts_on__gt=today).order_by("starts_on", "pk")
    for bazaar in coming if people else ():
        _apply(bazaar, people)
    if people:
        _draw(coming[0], by=by, today=today)
        _stand(people[0], today=today)
    return people


def _applicants():
    """Trained people with a mentor who had no stall so far, those of the sample's own kecamatan first."""
    trained = Participant.objects.filter(standings__stage=Stage.TRAINING, mentor__isnull=False)
    new = trained.filter(kecamatan__parent="31.73", stall_applications=None).order_by("pk")
    home, others = new.filter(kecamatan="31.73.02"), new.exclude(kecamatan="31.73.02")
    return [*home[: APPLICANTS // 2], *others[: APPLICANTS // 2]]


def _apply(bazaar, people):
    StallApplication.objects.bulk_create(
        StallApplication(bazaar=bazaar, participant=person, number=number, category=CATEGORIES[number % 4])
        for number, person in enumerate(people, start=1)
    )


def _draw(bazaar, *, by, today):
    entries = [lots.Entry(row.number, 0, row.category) for row in bazaar.applications.all()]
    text = lots.canonical(bazaar.pk, bazaar.stalls, entries)
    ClosedList.objects.create(
        bazaar=bazaar,
        content=text,
        sha256=lots.fingerprint(text),
        seed_source="Angka penutupan IHSG pada hari undian",
        draws_on=today,
        closed_by=by,
    )
    lottery.run(bazaar, seed="7.214,35", by=by)


def _stand(person, *, today):
    """At the latest bazaar one applicant stood at the last stall, and has not written down the takings."""
    over = Bazaar.objects.filter(kecamatan__parent="31.73", ends_on__lte=today).order_by("-ends_on", "-pk").first()
    if over:
        application = StallApplication.objects.create(
            bazaar=over, participant=person, number=ENTRIES + 1, category=StallApplication.Category.FOOD
        )
        StallDay.objects.create(bazaar=over, number=STALLS, day_on=over.ends_on, application=application)
