"""Pages stay in no cache, unless a public one says that it may be kept.

Every URL as every role, visitors included, is asked in tests/access, where each answer is checked.
"""

import pytest
from django.http import HttpResponse

from okoce.no_store import NoStoreMiddleware
from tests.factories.places import make_places
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/pelatihan/", "/pesan/", "/hadir/", "/tidak-ada/", "/daftar/kelurahan/"])
def test_a_signed_in_answer_is_not_stored(signed_in, address):
    make_places()
    make_year()

    response = signed_in("officer").get(address)

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_the_answer_that_ends_a_session_is_not_stored(signed_in):
    response = signed_in("officer").post("/keluar/")

    assert response.cookies["sessionid"].value == ""
    assert "no-store" in response["Cache-Control"]


def test_a_public_page_without_a_session_keeps_its_own_caching(client):
    make_places()
    make_year()

    response = client.get("/kemajuan/")

    assert response["Cache-Control"] == "no-cache"
    assert client.get("/kemajuan/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_static_files_are_kept_even_for_somebody_signed_in(signed_in):
    response = signed_in("officer").get("/static/css/tokens.css")

    assert response.status_code == 200
    assert "no-store" not in response.get("Cache-Control", "")


# Pages that hold somebody's data and are seen without log-in, and the state of the portal.
@pytest.mark.parametrize(
    "address",
    [
        "/daftar/",
        "/daftar/langkah/1/",
        "/daftar/selesai/x/",
        "/daftar/klaim/",
        "/daftar/klaim/kode/",
        "/sehat/",
        "/sehat/web/",
        "/masuk/",
    ],
)
def test_a_visitor_s_page_that_says_nothing_of_caching_is_not_stored(client, address):
    make_places()
    make_year()

    response = client.get(address)

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/pelatihan/", "/bazar/"])
def test_a_visitor_s_browser_may_keep_a_public_page_and_asks_again(client, address):
    make_places()
    make_year()

    assert client.get(address)["Cache-Control"] == "private, no-cache"


def test_what_a_visitor_typed_is_not_stored(client):
    response = client.post("/daftar/klaim/", {"number": "OK26-0001-K7", "birth_on": "x"})

    assert "OK26-0001-K7" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_session_goes_before_what_the_page_says(rf):
    def public_page(request):
        return HttpResponse(headers={"Cache-Control": "no-cache"})

    request = rf.get("/")
    request.COOKIES["sessionid"] = "x"

    assert NoStoreMiddleware(public_page)(rf.get("/"))["Cache-Control"] == "no-cache"
    assert "no-store" in NoStoreMiddleware(public_page)(request)["Cache-Control"]


def test_an_answer_that_begins_a_session_is_not_stored(rf):
    def begins_a_session(request):
        response = HttpResponse(headers={"Cache-Control": "no-cache"})
        response.set_cookie("sessionid", "x")
        return response

    assert "no-store" in NoStoreMiddleware(begins_a_session)(rf.get("/"))["Cache-Control"]
