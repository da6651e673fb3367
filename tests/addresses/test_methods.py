"""The address of a button opened by hand leads to the page that holds it; a wrong method gets a page that says so."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from okoce.methods import page_above
from tests.access.asking import OBJECTS, arguments
from tests.access.test_role_url_table import ROWS
from tests.access.world import make_world
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def ask(client, method, address):
    with transaction.atomic():
        try:
            return getattr(client, method)(address)
        finally:
            transaction.set_rollback(True)


def test_no_address_answers_a_get_with_an_empty_error():
    """Every address of the table that takes a POST, as somebody who may everything."""
    _, things = make_world()
    client = Client(raise_request_exception=False)
    client.force_login(make_user(is_superuser=True), backend="okoce.accounts.backends.PortalBackend")
    posted = {name for name, method, *_ in ROWS if method == "POST"}
    wrong = []

    for name in sorted(posted):
        address = reverse(name, args=arguments(name, things["own"] if name in OBJECTS else None))
        response = ask(client, "get", address)
        if response.status_code == 405 or (response.status_code != 302 and not response.content):
            wrong.append((address, response.status_code))

    assert len(posted) > 20
    assert wrong == []


@pytest.mark.parametrize(
    ("button", "page"),
    [
        ("/peserta/cari/", "/peserta/"),
        ("/laporan/berkas/buat/", "/laporan/berkas/"),
        ("/pesan/tandai/", "/pesan/"),
        ("/daftar/baru/", "/daftar/"),
        ("/pelatihan/12/pesan/", "/pelatihan/12/"),
        ("/peserta/impor/7/setuju/", "/peserta/impor/7/"),
        ("/bazar/3/kelola/undi/", "/bazar/3/kelola/"),
        ("/peserta/tugas/data/5/cocok/", "/peserta/tugas/data/"),
    ],
)
def test_the_address_of_a_button_leads_to_the_page_that_holds_it(button, page):
    client = Client()
    client.force_login(make_user(is_superuser=True), backend="okoce.accounts.backends.PortalBackend")

    response = client.get(button)

    assert (response.status_code, response["Location"]) == (302, page)


def test_an_address_with_no_page_above_it_leads_to_the_first_page():
    assert page_above("/modal/5/periksa/") == "/"


def test_a_visitor_signs_in_first_and_then_stands_at_the_form(client):
    response = client.get("/peserta/cari/")

    assert response["Location"] == "/masuk/?next=/peserta/cari/"


def test_a_wrong_method_gets_a_page_with_a_way_back(signed_in):
    response = signed_in("officer").post("/pesan/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "Halaman ini tidak menerima kiriman itu" in response.text
    assert 'href="/pesan/"' in response.text


def test_an_address_of_a_button_asked_by_another_method_shows_the_page_above(signed_in):
    response = signed_in("officer").put("/pesan/tandai/")

    assert response.status_code == 405
    assert 'href="/pesan/"' in response.text


def test_without_the_middleware_the_answer_would_be_empty(signed_in, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "MethodNotAllowed" not in each]

    response = signed_in("staff").get("/peserta/cari/")

    assert (response.status_code, response.content) == (405, b"")
