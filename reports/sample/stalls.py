"""Stalls of the sample's bazaars: one bazaar open for applications, one to be closed, one drawn, one just over."""

import datetime as dt

from bazaars import draw as lots
from bazaars.actions import draws
from bazaars.models import Bazaar, ClosedList, StallApplication, StallDay
from participants.models import Participant

STALLS, APPLICANTS = 12, 20
APPLIED_BEFORE = dt.timedelta(days=24)  # of the three bazaars to come, in 9, 23 and 44 days, the last still takes any
CATEGORIES = StallApplication.Category.values


def give_out(*, by, today):
    """In Jakarta Barat people apply at the bazaars to come, and the first of these is drawn."""
    for bazaar in Bazaar.objects.filter(starts_on__gt=today):
        bazaar.applications_end_on = bazaar.starts_on - APPLIED_BEFORE
        bazaar.stalls = STALLS
        bazaar.save(update_fields=["applications_end_on", "stalls"])
    people = _applicants()
    coming = Bazaar.objects.filter(kecamatan__parent="31.73", starts_on__gt=today).order_by("starts_on", "pk")
    for bazaar in coming if people else ():
        _apply(bazaar, people)
    if people:
        _draw(coming[0], by=by, today=today)
        _stand(people[0], today=today)


def _applicants():
    """People with a mentor, those of the sample's own kecamatan first."""
    mentored = Participant.objects.filter(kecamatan__parent="31.73", mentor__isnull=False).order_by("pk")
    home, others = mentored.filter(kecamatan="31.73.02"), mentored.exclude(kecamatan="31.73.02")
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
    draws.run(bazaar, seed="7.214,35", by=by)


def _stand(person, *, today):
    """At the latest bazaar one applicant stood at stall 1 on the last day, and has not written down the takings."""
    over = Bazaar.objects.filter(kecamatan__parent="31.73", ends_on__lte=today).order_by("-ends_on", "-pk").first()
    if over:
        application = StallApplication.objects.create(bazaar=over, participant=person, number=1, category="kuliner")
        StallDay.objects.create(bazaar=over, number=1, day_on=over.ends_on, application=application)
