"""May this user do this to this person: one rule for a row that was read and for rows of the database."""

import datetime as dt
import random

import pytest
from django.contrib.auth.models import AnonymousUser

from okoce.accounts.areas import covers
from okoce.accounts.models import User
from okoce.accounts.roles import LEVELS, PS, TABLE, Role
from okoce.clock import now
from okoce.regions.models import Region
from participants.capital.models import CapitalApplication
from participants.finances import panels as finances
from participants.finances.models import MonthlyStatement
from participants.mentoring.display import evidence_panels
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from participants.permits import panels as permits
from participants.permits.models import Licence
from tests.factories.evidence import make_licence, make_note, make_statement
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, JATINEGARA, TOMANG, make_places

pytestmark = pytest.mark.django_db

OF_PEOPLE = [permission for permission in TABLE if permission.startswith("participants.")]
HOUR = dt.timedelta(hours=1)
WHEN = {"now": (-HOUR, None), "until later": (-HOUR, HOUR), "ended": (-HOUR, -HOUR / 60), "not yet": (HOUR, None)}


def people_and_users(seed):
    """Users with any roles, anywhere, held or not; people who live anywhere, with any of them as owner and mentor."""
    draw = random.Random(seed)
    make_places()
    regions = {level: list(Region.objects.filter(level=level)) for level in ("provinsi", "kabkota", "kecamatan")}
    users = [make_user() for _ in range(18)]
    users += [make_user(is_superuser=True), make_user(is_active=False)]
    for user in users[2:]:
        for role in draw.sample(Role.values, draw.randint(0, 3)):
            starts, ends = WHEN[draw.choice(list(WHEN))]
            user.assignments.create(
                role=role,
                region=draw.choice(regions[draw.choice(sorted(LEVELS[role]))]),
                starts_at=now() + starts,
                ends_at=None if ends is None else now() + ends,
            )
    homes = (TOMANG, DURI_KEPA, JATINEGARA)
    people = [
        make_participant(
            kelurahan=draw.choice(homes), user=draw.choice([None, *users]), mentor=draw.choice([None, *users])
        )
        for _ in range(60)
    ]
    return people, list(User.objects.filter(pk__in=[user.pk for user in users]).prefetch_related("assignments"))


def in_plain_words(user, permission, person, *, own=True):
    """The rule of the table once more, from the rows alone."""
    if not user.is_active:
        return False
    roles = TABLE[permission]
    held = [row for row in user.assignments.all() if row.is_held_at(now()) and row.role in roles]
    return (
        (own and PS in roles and person.user_id == user.pk)
        or any(row.role == Role.MENTOR for row in held) * (person.mentor_id == user.pk)
        or any(row.role != Role.MENTOR and covers(row.region_id, person.kecamatan_id) for row in held)
        or (user.is_superuser and bool(roles - {PS, Role.MENTOR}))
    )


@pytest.mark.parametrize("seed", [7, 1945])
def test_a_row_and_rows_are_judged_alike_for_any_user_permission_and_person(seed):
    people, users = people_and_users(seed)
    wrong, given = [], set()
    for user in users:
        for permission in OF_PEOPLE:
            seen = set(Participant.objects.visible_to(user, permission))
            at_work = set(Participant.objects.supervised_by(user, permission))
            for person in people:
                rule = bool(in_plain_words(user, permission, person))
                work_rule = bool(in_plain_words(user, permission, person, own=False))
                if not (person.allows(user, permission) == (person in seen) == rule):
                    wrong.append(("visible_to", user.pk, permission, person.pk))
                if (person in at_work) != work_rule:
                    wrong.append(("supervised_by", user.pk, permission, person.pk))
                given.add((permission, rule))

    assert wrong == []
    assert given == {(permission, rule) for permission in OF_PEOPLE for rule in (True, False)}


def test_a_visitor_may_nothing():
    person = make_participant()

    assert not person.allows(AnonymousUser(), "people.view_participant")
    assert not Participant.objects.visible_to(AnonymousUser()).exists()
    assert not Participant.objects.supervised_by(AnonymousUser()).exists()
    assert not person.belongs_to(AnonymousUser())


def test_a_mentor_reaches_their_people_wherever_they_live_and_nobody_of_the_area_of_the_role():
    mentor = make_user("mentor", region=CAKUNG)
    mentee, neighbour = make_participant(kelurahan=TOMANG, mentor=mentor), make_participant(kelurahan=JATINEGARA)

    assert set(Participant.objects.visible_to(mentor)) == {mentee}
    assert (
        mentee.allows(mentor, "permits.add_licence"),
        neighbour.allows(mentor, "permits.add_licence"),
    ) == (
        True,
        False,
    )


# --- The minute a role ends ------------------------------------------------------------------------------


def mentor_and_rows():
    mentor = make_user("mentor")
    person = make_participant(mentor=mentor, user=make_user())
    make_note(person, dt.date(2026, 2, 1), by=mentor)
    make_licence(person, dt.date(2026, 2, 1))
    make_statement(person, dt.date(2026, 1, 1))
    CapitalApplication.objects.create(participant=person)
    return mentor, person


def rows_of(user):
    """How much of every kind this user sees, works on, and may change."""
    user = User.objects.get(pk=user.pk)
    found = [model.objects.visible_to(user) for model in (MentoringNote, Licence, MonthlyStatement, CapitalApplication)]
    found += [model.objects.manageable_by(user) for model in (Licence, MonthlyStatement, CapitalApplication)]
    found += [MentoringNote.objects.of_mentees(user), MentoringNote.objects.written_by(user)]
    found += [Participant.objects.supervised_by(user), Participant.objects.visible_to(user)]
    return [rows.count() for rows in found]


def test_a_mentor_whose_role_ended_this_minute_has_nothing_left():
    mentor, _ = mentor_and_rows()
    before = rows_of(mentor)

    mentor.assignments.update(ends_at=now())

    assert (set(before), set(rows_of(mentor))) == ({1}, {0})


SHEETS = {
    "/buku/{number}/": None,
    "/buku/{number}/bulan/": {"month_on": "2026-02-01", "sales": "3.000.000", "costs": "1.000.000"},
    "/modal/{number}/": None,
    "/modal/{number}/baru/": {"state": "not_wanted", "lender": "", "amount": "", "reason": "Takut berutang"},
    "/perizinan/{number}/baru/": {"kind": "pirt", "state": "applied", "number": "", "refusal_reason": ""},
    "/pendampingan/": None,
    "/pendampingan/{pk}/": None,
    "/pendampingan/{pk}/catatan/": {
        "met_on": "2026-05-04",
        "kind": "visit",
        "minutes": "30",
        "topics": "price",
        "readers": "pair",
    },
    "/peserta/": None,
    "/peserta/{pk}/": None,
}


@pytest.mark.parametrize("path", SHEETS)
def test_no_page_of_old_mentees_opens_or_takes_anything_once_the_role_has_ended(path, client):
    mentor, person = mentor_and_rows()
    address = path.format(number=person.registration_number, pk=person.pk)
    client.force_login(mentor)
    before = client.get(address).status_code

    mentor.assignments.update(ends_at=now())
    answers = {client.get(address).status_code}
    if SHEETS[path]:
        answers.add(client.post(address, SHEETS[path]).status_code)

    assert before == 200
    assert answers <= {403, 404}
    kinds = (Licence, MonthlyStatement, CapitalApplication, MentoringNote)
    assert [model.objects.count() for model in kinds] == [1, 1, 1, 1]


@pytest.mark.parametrize("path", [path for path, sheet in SHEETS.items() if sheet])
def test_a_mentor_with_the_role_writes_on_the_same_pages(path, client, time_machine):
    time_machine.move_to(dt.datetime(2026, 5, 4, 3, tzinfo=dt.UTC))
    mentor, person = mentor_and_rows()
    client.force_login(mentor)

    answer = client.post(path.format(number=person.registration_number, pk=person.pk), SHEETS[path])

    assert answer.status_code == 302


# --- Panels of a person's page ---------------------------------------------------------------------------

PANELS = {
    permits.VIEW: "participants/permits/_panel.html",
    finances.VIEW: "participants/finances/_panel.html",
}


@pytest.mark.parametrize("role", [None, *Role.values])
def test_the_panels_of_a_page_are_those_the_rule_allows(role):
    user = make_user(role)
    people = [make_participant(kelurahan=code) for code in (TOMANG, DURI_KEPA, JATINEGARA)]
    people += [make_participant(kelurahan=JATINEGARA, **{word: user}) for word in ("user", "mentor")]
    reader = User.objects.get(pk=user.pk)

    shown = {(person.pk, panel["template"]) for person in people for panel in evidence_panels(person, user=reader)}

    assert shown == {
        (person.pk, template)
        for permission, template in PANELS.items()
        for person in Participant.objects.visible_to(reader, permission)
    }
