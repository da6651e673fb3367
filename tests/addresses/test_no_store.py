"""Signed-in pages stay in no cache. Every URL as every role is asked in tests/access, where each answer is checked."""

import ast
from pathlib import Path

import pytest

from tests.factories.places import make_places
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
# Pages that hold somebody's data and are seen without log-in, and the state of the portal.
SAY_IT_THEMSELVES = {
    "okoce/jobs/views.py": {"health", "health_web"},
    "participants/claims/views.py": {"ask", "code"},
    "participants/registration/views/steps.py": {"receipt", "start", "step"},
}


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


def test_only_views_seen_without_log_in_say_themselves_that_nothing_is_stored():
    found = {}
    for floor in ("okoce", "participants", "trainings", "bazaars", "reports"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                decorators = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
                if "never_cache" in decorators:
                    assert "login_not_required" in decorators, f"{path}: {node.name}"
                    found.setdefault(path.relative_to(ROOT).as_posix(), set()).add(node.name)

    assert found == SAY_IT_THEMSELVES
