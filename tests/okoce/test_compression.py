"""Pages leave compressed when the browser accepts it; files that are compressed already leave as they are."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from okoce.compression import TextGZipMiddleware
from tests.factories.places import make_places
from tests.factories.years import make_year

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent(rf, response, headers=GZIP):
    return TextGZipMiddleware(lambda request: response)(rf.get("/", headers=headers))


@pytest.mark.django_db
def test_a_page_is_compressed_when_the_browser_accepts_it(client):
    plain = client.get("/gaya/")

    response = client.get("/gaya/", headers=GZIP)

    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content) < len(plain.content) / 3
    assert gzip.decompress(response.content).startswith(plain.content[:2000])


@pytest.mark.django_db
def test_a_page_is_plain_when_the_browser_does_not_accept_it(client):
    response = client.get("/gaya/")

    assert "Content-Encoding" not in response
    assert response.content.startswith(b"<!doctype html>")


@pytest.mark.django_db
def test_compression_changes_nothing_that_an_answer_says_but_its_encoding_and_length(client):
    plain, compressed = client.get("/gaya/"), client.get("/gaya/", headers=GZIP)

    changed = {"Content-Encoding", "Content-Length"}
    assert {name: value for name, value in plain.items() if name not in changed} == {
        name: value for name, value in compressed.items() if name not in changed
    }
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.django_db
def test_a_compressed_page_that_has_not_changed_is_answered_with_304(client):
    make_places()
    make_year()
    first = client.get("/kemajuan/", headers=GZIP)

    again = client.get("/kemajuan/", headers=GZIP | {"If-None-Match": first["ETag"]})

    assert first["Content-Encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_page_seen_compressed_and_plain_has_one_state(client):
    make_places()
    make_year()
    plain = client.get("/kemajuan/")

    compressed = client.get("/kemajuan/", headers=GZIP)

    assert compressed["ETag"] == f"W/{plain['ETag']}"
    assert gzip.decompress(compressed.content) == plain.content


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv", "text/plain", "application/json"])
def test_text_is_compressed(rf, kind):
    response = sent(rf, HttpResponse("nama,kecamatan\n" * 100, content_type=kind))

    assert response["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", XLSX, "image/png", "font/woff2"])
def test_what_is_compressed_already_leaves_as_it_is(rf, kind):
    content = b"0123456789" * 100

    response = sent(rf, HttpResponse(content, content_type=kind))

    assert "Content-Encoding" not in response
    assert response.content == content


def test_an_archive_that_is_sent_while_it_is_made_leaves_as_it_is(rf):
    response = sent(rf, StreamingHttpResponse([b"0123456789"] * 100, content_type="application/zip"))

    assert "Content-Encoding" not in response
    assert b"".join(response.streaming_content) == b"0123456789" * 100


@pytest.mark.django_db
def test_the_length_of_a_workbook_is_sent_before_it(signed_in):
    response = signed_in("officer").get("/peserta/impor/contoh/", headers=GZIP)

    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))
