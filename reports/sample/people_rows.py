"""Writes the invented people: register, business, home, identity check."""

import datetime as dt

from okoce.clock import day_starts_at
from okoce.programme.models import BusinessClass, Commodity, Community, RegistrationPoint
from okoce.regions.models import Region
from participants.models import Business, Consent, IdentityCheck, Participant, Residence
from reports.sample.draws import Draws, Weighted
from reports.sample.people import Plan

BATCH = 2_000
AT_HOME_IN = "31.73"  # the sample is a year of Jakarta Barat …
TIMES = 8  # … whose people weigh this much more than the rest of Jakarta


def plans(count, *, seed, days):
    """One plan per row; first everybody's kelurahan once, then by population."""
    places = list(Region.objects.kelurahan().values_list("code", "population"))
    weighted = Weighted({c: n * (TIMES if c.startswith(AT_HOME_IN) else 1) for c, n in places})
    for row in range(count):
        kelurahan = places[row][0] if row < len(places) else weighted.pick(Draws(seed, "home", row))
        yield Plan(seed=seed, row=row, kelurahan=kelurahan, days=days)


def write(batch, *, year, officers):
    """Participants of a batch with all that hangs on them; returns {row: Participant}."""
    commodities = list(Commodity.objects.all())
    classes = {c.commodity_id: c for c in BusinessClass.objects.filter(is_usual=True).order_by("-code")}
    points = {p.code: p for p in RegistrationPoint.objects.all()}
    communities = [None, *Community.objects.filter(region=None)]

    people = {}
    for plan in batch:
        people[plan.row] = _participant(plan, year, points, communities)
    Participant.objects.bulk_create(people.values(), batch_size=500)

    Residence.objects.bulk_create(_residences(batch, people, year), batch_size=1000)
    Business.objects.bulk_create(
        [_business(plan, people, commodities, classes, year) for plan in batch], batch_size=500
    )
    Consent.objects.bulk_create([c for plan in batch for c in _consents(plan, people[plan.row])], batch_size=1000)
    IdentityCheck.objects.bulk_create(
        [c for plan in batch if plan.check_day is not None for c in _checks(plan, people, officers, year)],
        batch_size=1000,
    )
    return people


def _participant(plan, year, points, communities):
    draws = plan.draws("form")
    registered_on = year.starts_on + dt.timedelta(days=plan.registered_day)
    participant = Participant(
        registration_number=plan.registration_number(year.year),
        programme_year=year,
        name=plan.name,
        birth_on=plan.birth_on,
        sex=plan.sex,
        phone=plan.phone,
        flags=["NIK_REGION_DIFFERS"] if plan.nik.startswith("320101") else [],
        street=plan.street,
        rt=f"{draws.between(1, 16):03d}",
        rw=f"{draws.between(1, 12):03d}",
        kelurahan_id=plan.kelurahan,
        kecamatan_id=plan.kelurahan[:8],
        availability=draws.between(1, 2**21 - 1),
        cannot_whole_day=draws.chance(0.4),
        community=draws.pick(communities),
        registered_at=day_starts_at(registered_on) + dt.timedelta(hours=draws.between(8, 16)),
        registration_point=points["kecamatan" if plan.at_desk else "daring"],
        notice_version="contoh",
    )
    if draws.chance(0.01):  # a typing error by law never corrected in the NIK
        participant.birth_on += dt.timedelta(days=1)
        participant.flags = [*participant.flags, "NIK_DOB_MISMATCH"]
    participant.nik = plan.nik
    return participant


def _residences(batch, people, year):
    for plan in batch:
        person = people[plan.row]
        since_on = year.starts_on + dt.timedelta(days=plan.registered_day)
        yield Residence(participant=person, kelurahan_id=person.kelurahan_id, since_on=since_on)


def _business(plan, people, commodities, classes, year):
    draws = plan.draws("business")
    commodity = draws.pick(commodities)
    runs = draws.chance(0.7)
    return Business(
        participant=people[plan.row],
        standing=Business.Standing.RUNNING if runs else Business.Standing.IDEA,
        name=f"{plan.trade(commodity.code).title()} {plan.name.split()[0]}"[:100] if runs else "",
        trade=plan.trade(commodity.code),
        business_class=classes.get(commodity.pk),
        commodity=commodity,
        since_year=year.year - draws.between(0, 12) if runs else None,
        kelurahan_id=plan.kelurahan,
    )


def _consents(plan, person):
    for purpose in Consent.Purpose.values:
        if plan.draws(f"consent {purpose}").chance(0.3):
            yield Consent(
                participant=person,
                purpose=purpose,
                is_given=True,
                text_version="contoh",
                channel="contoh",
                recorded_at=person.registered_at,
            )


def _checks(plan, people, officers, year):
    person = people[plan.row]
    officer = officers.get(person.kecamatan_id, officers[None])
    waited = dt.timedelta(days=plan.check_day - plan.registered_day)
    check = IdentityCheck(
        participant=person,
        checked_on=year.starts_on + dt.timedelta(days=plan.check_day),
        checked_by=officer,
        place=IdentityCheck.Place.DESK,
        recorded_at=person.registered_at + waited,
    )
    if plan.draws("wrong check").chance(0.004):  # the officer ticked the wrong line, and did it again
        yield IdentityCheck(
            participant=person,
            checked_on=check.checked_on,
            checked_by=officer,
            place=check.place,
            recorded_at=person.registered_at,
            voided_at=person.registered_at + dt.timedelta(hours=1),
            voided_by=officer,
            void_reason="Salah orang: baris di atasnya yang diperiksa.",
        )
    yield check
