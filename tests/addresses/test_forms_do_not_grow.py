"""No form of ours grows with the rows of its list: what it sends stays far below what the server takes."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bazaars.models import StallApplication
from okoce.clock import now
from okoce.notifications.models import Message
from participants.people.models import Participant
from tests.access.asking import arguments
from tests.access.test_role_url_table import ROWS
from tests.access.world import make_world
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

MANY = 400
MOST = 320


def make_many(users, own):
    """Many people of one family, with one mentor, on one attendance list, at one bazaar; many messages."""
    known = {field.attname: getattr(own.person, field.attname) for field in Participant._meta.concrete_fields}
    people = [
        Participant(**known | {"id": None, "registration_number": f"UJI-B{number:05}", "nik_digest": f"{number:064}"})
        for number in range(MANY)
    ]
    Participant.objects.bulk_create(people)
    Session.objects.filter(pk=own.session.pk).update(capacity=2 * MANY, starts_at=now(), ends_at=now())
    Meeting.objects.filter(pk=own.meeting.pk).update(starts_at=now(), ends_at=now() + timedelta(hours=2))
    Seat.objects.bulk_create(Seat(session=own.session, participant=each, state=Seat.State.CONFIRMED) for each in people)
    StallApplication.objects.bulk_create(
        StallApplication(bazaar=own.bazaar, participant=each, number=number, category="kuliner")
        for number, each in enumerate(people, start=2)
    )
    Message.objects.bulk_create(
        Message(user=users["PS"], key=f"banyak {number}", kind="uji", subject="Perihal", body="Isi")
        for number in range(MANY)
    )


def fields_of(page):
    """How many fields each form of a page may send; of choices that exclude each other, one."""
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL | re.IGNORECASE)
    return [sent(re.findall(r"<(?:input|select|textarea)[^>]*\sname=\"[^\"]*\"[^>]*>", form)) for form in forms]


def sent(fields):
    radios = [re.search(r'name="([^"]*)"', field).group(1) for field in fields if 'type="radio"' in field]
    return len(fields) - len(radios) + len(set(radios))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["PS", "MT", "KC", "SD", "DN"])
def test_no_form_has_more_fields_than_a_page_of_its_list_needs(role):
    users, things = make_world()
    make_many(users, things["own"])
    client = Client()
    client.force_login(users[role], backend="okoce.accounts.backends.PortalBackend")
    pages = {
        reverse(name, args=arguments(name, things.get(place)))
        for name, method, place, words in ROWS
        if method == "GET" and place in ("-", "own") and words[role] == "200"
    }

    found = {}
    for address in sorted(pages):
        response = client.get(address)
        is_page = not response.streaming and response.headers["Content-Type"].startswith("text/html")
        if is_page and response.status_code == 200:
            found[address] = max(fields_of(response.text), default=0)

    assert len(found) > 15
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS > 3 * MOST
    assert {address: number for address, number in found.items() if number > MOST} == {}
