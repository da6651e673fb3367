"""A bazaar that moves or is taken off the list: who changes it sees how many it concerns, and all are notified once."""

import pytest
from django.urls import reverse

from bazaars.actions import changes
from okoce.notifications.models import Message
from participants.calls.models import Notice, TopicChange
from tests.carried import post
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def bazaar():
    """Three applicants, one of them with a log-in, and one who withdrew."""
    bazaar = make_bazaar(venue="Halaman kantor")
    make_stall_day(make_application(bazaar, make_participant(user=make_user())), number=5)
    for _ in range(2):
        make_application(bazaar)
    make_application(bazaar, withdrawn_at="2026-11-01T00:00Z")
    return bazaar


def send(client, bazaar, **fields):
    client.force_login(make_user("staff"))
    names = ("name", "venue", "stalls", "starts_on", "ends_on")
    typed = {name: getattr(bazaar, name) for name in names} | {"is_published": "on"}
    typed |= {"kecamatan": bazaar.kecamatan_id, "programme_year": bazaar.programme_year_id} | fields
    typed = {name: value for name, value in typed.items() if value is not None}
    return post(client, reverse("admin:bazaars_bazaar_change", args=[bazaar.pk]), typed, follow=True)


def said(page):
    return " ".join(map(str, page.context["messages"]))


@pytest.mark.parametrize(
    ("name", "value"), [("venue", "Balai warga"), ("ends_on", 12), ("starts_on", 8), ("is_published", None)]
)
def test_who_changes_a_bazaar_is_asked_first_and_then_everybody_is_notified(client, bazaar, name, value):
    fields = {name: in_days(value) if isinstance(value, int) else value}
    asked = send(client, bazaar, **fields)
    before = Notice.objects.count()

    page = send(client, bazaar, **fields, notifies="on")

    assert "mengenai 3 pelamar (1 lewat pesan, 2 perlu ditelepon)" in asked.text
    assert before == 0
    assert "Pelamar: 1 lewat pesan, 2 perlu ditelepon." in said(page)
    assert Notice.objects.to_call().count() == 2


def test_a_second_press_changes_nothing(client, bazaar):
    for _ in range(2):
        page = send(client, bazaar, venue="Balai warga", notifies="on")

    assert "perlu ditelepon" not in said(page)
    assert TopicChange.objects.count() == 1
    assert Notice.objects.count() == 3


def test_the_notice_says_what_was_what_is_and_which_stall(client, bazaar):
    send(client, bazaar, venue="Balai warga", notifies="on")

    body = Message.objects.get().body
    assert "di Halaman kantor. Sekarang" in body
    assert "di Balai warga. Lapak Anda nomor 5." in body


def test_another_name_concerns_nobody(client, bazaar):
    send(client, bazaar, name="Bazar Melati")

    bazaar.refresh_from_db()
    assert bazaar.name == "Bazar Melati"
    assert not Notice.objects.exists()


def test_a_bazaar_without_applicants_changes_without_a_question(client):
    bazaar = make_bazaar()

    send(client, bazaar, venue="Balai warga")

    bazaar.refresh_from_db()
    assert bazaar.venue == "Balai warga"


def test_a_bazaar_that_is_over_concerns_nobody():
    bazaar = make_bazaar(days=(-5, -3))
    make_application(bazaar)

    assert changes.concerned(bazaar) == (0, 0)
    assert changes.announce(bazaar, before="lain", by=make_user("staff")) == (0, 0)
