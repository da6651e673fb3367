"""The questions of the desk in which nothing stands yet: drawn once, and never with what somebody typed."""

import re

import pytest
from django.urls import reverse

from okoce import drawn_forms
from okoce.programme.models import RegistrationPoint
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.years import make_point, make_year

pytestmark = pytest.mark.django_db
DESK = reverse("participants:desk-register")
OF_ONE_PAGE = re.compile(r'name="(?:csrfmiddlewaretoken|token)" value="[^"]+"|csp-nonce-\S+')


@pytest.fixture(autouse=True)
def _year():
    make_year()


@pytest.fixture
def drawn(monkeypatch):
    """How often blank questions were drawn."""
    draw, templates = drawn_forms.render_to_string, []

    def drawing(template, context):
        templates.append(template)
        return draw(template, context)

    monkeypatch.setattr(drawn_forms, "render_to_string", drawing)
    return templates


def desk_of(client, role, region):
    return desk_for(client, make_user(role, region=region))


def desk_for(client, user):
    client.force_login(user)
    return OF_ONE_PAGE.sub("", client.get(DESK).text)


@pytest.mark.parametrize("role", ["officer", "mentor"])
def test_all_who_register_in_one_area_get_the_same_questions_drawn_once(client, role, drawn):
    named = re.compile(r"<summary class=.tool.>.*?</summary>", re.DOTALL)  # who is logged in

    users = [make_user(role, region=GROGOL) for _ in range(3)]
    pages = [named.sub("", desk_for(client, user)) for user in users]

    assert pages[0] == pages[1] == pages[2]
    assert len(drawn) == 1


def test_another_area_and_another_role_get_their_own(client):
    here, elsewhere, mentors = (
        desk_of(client, role, region) for role, region in (("officer", GROGOL), ("officer", CAKUNG), ("mentor", GROGOL))
    )

    assert "Grogol Petamburan" in here
    assert "Tomang" in here
    assert "Tomang" not in elsewhere
    assert 'name="card_checked"' in here
    assert "Simpan dan beri nomor" in here
    assert 'name="card_checked"' not in mentors
    assert "Kirim dan beri nomor" in mentors


@pytest.mark.parametrize("role", ["officer", "mentor"])
def test_what_was_typed_and_refused_stands_on_its_own_page_only(client, role):
    desk_of(client, role, KEBON_JERUK)

    refused = client.post(DESK, {"name": "Siti Rahayu Rekaan", "street": "Jalan Melati 3"}, follow=True).text
    blank = client.get(DESK).text

    assert 'value="Jalan Melati 3"' in refused
    assert "is-invalid" in refused
    assert "Jalan Melati 3" not in blank
    assert "Siti Rahayu" not in blank
    assert "is-invalid" not in blank


def test_a_changed_place_of_registration_is_on_the_next_page(client):
    point = make_point(RegistrationPoint.DESK)
    before = desk_of(client, "officer", GROGOL)

    point.name = "Meja di RPTRA Melati"
    point.save()
    after = desk_of(client, "officer", GROGOL)

    assert "Meja di RPTRA Melati" not in before
    assert "Meja di RPTRA Melati" in after


def test_each_page_has_a_token_of_its_own(client):
    client.force_login(make_user("officer", region=GROGOL))

    tokens = {re.search(r'name="token" value="([^"]+)"', client.get(DESK).text)[1] for _ in range(3)}

    assert len(tokens) == 3
