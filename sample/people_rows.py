"""Rows of the register for one invented person: home, business, consents, identity check, mentor."""

import datetime as dt
from functools import cached_property

from okoce.name_keys import key
from okoce.programme.stages import Stage
from okoce.sealing import seal
from participants.consents.models import Consent
from participants.identity_checks.models import IdentityCheck
from participants.journey.facts import Fact, FactKind
from participants.mentoring.models import MentorAssignment
from participants.people.models import Business, Participant, Residence
from participants.people.nik_sealing import digest

MODELS = (Participant, Residence, Business, Consent, IdentityCheck, MentorAssignment)
PURPOSES = Consent.Purpose.values


class Person:
    """A plan that has come into the register under a key. Adds rows, and remembers what the journey is judged by.

    Keys follow from the person's own, `of` to each, so that any range of people can be made alone.
    """

    def __init__(self, pk, plan, rows, ground):
        self.pk, self.plan, self.rows, self.ground = pk, plan, rows, ground
        self.facts = []

    @cached_property
    def registered_on(self):
        return self.ground.day(self.plan.registered_day)

    @cached_property
    def registered_at(self):
        return self.ground.recorded(self.registered_on, 8 + self.plan.row % 9)

    def add(self, model, *, nth=0, of=1, **values):
        """A row that hangs on the person; returns its key."""
        key = (self.pk - 1) * of + nth + 1
        self.rows.add(model, id=key, participant_id=self.pk, **values)
        return key

    def saw(self, stage, kind, on, ref, **more):
        self.facts.append(Fact(self.pk, stage, kind, on, ref, **more))


def add(person, *, officers, mentors):
    person.saw(Stage.REGISTRATION, FactKind.REGISTERED, person.registered_on, f"participant:{person.pk}")
    person.add(
        Residence,
        kelurahan_id=person.plan.kelurahan,
        since_on=person.registered_on,
        recorded_at=person.registered_at,
    )
    _business(person)
    _consents(person)
    if person.plan.check_day is not None:
        _check_at_desk(person, officers)


def enter(person, reached, *, mentors):
    """The person's own row, last of all, since it says where they stand: what triggers would note is noted already."""
    plan, ground, draws = person.plan, person.ground, person.plan.draws("form")
    nik, birth_on, flags = plan.nik, plan.born_on, []
    if plan.born_elsewhere:
        flags.append("NIK_REGION_DIFFERS")
    if draws.chance(0.01):  # a typing error by law never corrected in the NIK
        birth_on += dt.timedelta(days=1)
        flags.append("NIK_DOB_MISMATCH")
    is_checked = any(fact.kind == FactKind.IDENTITY_CHECKED for fact in person.facts)
    mentor = plan.draws("mentor").pick(mentors[plan.kecamatan]) if plan.depth >= 3 else None
    last, on = reached[-1] if 0 < len(reached) < len(Stage) else ("", None)
    person.rows.add(
        Participant,
        id=person.pk,
        registration_number=plan.registration_number(ground.year.year),
        programme_year_id=ground.year.pk,
        mentor_id=mentor,
        name=plan.name,
        name_key=key(plan.name),
        nik_sealed=seal(nik),
        nik_digest=digest(nik),
        holds_nik=plan.at_desk or is_checked,
        birth_on=birth_on,
        sex=plan.sex,
        phone=plan.phone,
        flags=flags,
        street=plan.street,
        rt=f"{draws.between(1, 16):03d}",
        rw=f"{draws.between(1, 12):03d}",
        kelurahan_id=plan.kelurahan,
        kecamatan_id=plan.kecamatan,
        availability=draws.between(1, 2**21 - 1),
        cannot_whole_day=draws.chance(0.4),
        community_id=draws.pick(ground.communities),
        is_checked=is_checked,
        stopped_after=last,
        stopped_on=on,
        registered_at=person.registered_at,
        registration_point_id=ground.points["kecamatan" if plan.at_desk else "daring"],
        notice_version=ground.notice,
        notice_shown_at=person.registered_at,
    )
    if mentor:
        assigned_on = person.registered_on + dt.timedelta(days=draws.between(1, 9))
        person.add(MentorAssignment, mentor_id=mentor, assigned_at=ground.recorded(assigned_on, 15))


def _business(person):
    plan, ground, draws = person.plan, person.ground, person.plan.draws("business")
    commodity, code = draws.pick(ground.commodities)
    runs, trade = draws.chance(0.7), plan.trade(code)
    person.add(
        Business,
        standing=Business.Standing.RUNNING if runs else Business.Standing.IDEA,
        name=f"{trade.title()} {plan.name.split()[0]}"[:100] if runs else "",
        trade=trade,
        business_class_id=ground.classes.get(commodity),
        commodity_id=commodity,
        since_year=ground.year.year - draws.between(0, 12) if runs else None,
        kelurahan_id=plan.kelurahan,
    )


def _consents(person):
    draws = person.plan.draws("consents")
    for nth, purpose in enumerate(PURPOSES):
        if draws.chance(0.3):
            person.add(
                Consent,
                nth=nth,
                of=len(PURPOSES),
                purpose=purpose,
                is_given=True,
                text_id=person.ground.texts[purpose],
                channel="contoh",
                recorded_at=person.registered_at,
            )


def _check_at_desk(person, officers):
    plan = person.plan
    checked_on = person.ground.day(plan.check_day)
    recorded_at = person.registered_at + (checked_on - person.registered_on)
    if plan.draws("wrong check").chance(0.004):  # the officer ticked the wrong line, and did it again
        officer = officers.get(plan.kecamatan, officers[None])
        person.add(
            IdentityCheck,
            nth=1,
            of=2,
            checked_on=checked_on,
            checked_by_id=officer,
            place=IdentityCheck.Place.DESK,
            recorded_at=recorded_at,
            voided_at=recorded_at + dt.timedelta(hours=1),
            voided_by_id=officer,
            void_reason="Salah orang: baris di atasnya yang diperiksa.",
        )
    check_identity(person, checked_on, recorded_at, IdentityCheck.Place.DESK, officers)


def check_identity(person, on, recorded_at, place, officers):
    officer = officers.get(person.plan.kecamatan, officers[None])
    key = person.add(IdentityCheck, of=2, checked_on=on, checked_by_id=officer, place=place, recorded_at=recorded_at)
    person.saw(Stage.REGISTRATION, FactKind.IDENTITY_CHECKED, on, f"identitycheck:{key}")
