"""Who may see what a person's way is proved by: the person, the mentor, and the staff named in roles.py."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from participants.capital.models import CapitalApplication
from participants.finances.models import MonthlyStatement
from participants.mentoring.models import MentoringNote
from tests.factories.consents import make_consent
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK, TIMUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    person = make_participant(user=make_user(), mentor=make_user("mentor"))
    return {
        "note": MentoringNote.objects.create(participant=person, mentor=person.mentor, kind="visit", minutes=30),
        "statement": MonthlyStatement.objects.create(
            participant=person, month_on=dt.date(2026, 1, 1), sales=2, costs=1, submitted_on=dt.date(2026, 2, 1)
        ),
        "capital": CapitalApplication.objects.create(participant=person),
        "consent": make_consent(person),
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("owner", {"note", "statement", "capital", "consent"}),
        ("mentor", {"note", "statement", "capital", "consent"}),
        ("officer", {"note", "consent"}),
        ("staff", {"note", "statement", "capital", "consent"}),
        ("official", set()),
        ("auditor", set()),
        ("officer elsewhere", set()),
        ("staff elsewhere", set()),
        ("another mentor", set()),
        ("another citizen", set()),
        ("visitor", set()),
    ],
)
def test_evidence_is_shown_to_those_it_concerns(rows, who, expected):
    person = rows["note"].participant
    users = {
        "owner": lambda: person.user,
        "mentor": lambda: person.mentor,
        "officer elsewhere": lambda: make_user("officer", region=KEBON_JERUK),
        "staff elsewhere": lambda: make_user("staff", region=TIMUR),
        "another mentor": lambda: make_user("mentor"),
        "another citizen": make_user,
        "visitor": AnonymousUser,
    }
    user = users.get(who, lambda: make_user(who))()

    seen = {name for name, row in rows.items() if type(row).objects.visible_to(user).filter(pk=row.pk).exists()}

    assert seen == expected
