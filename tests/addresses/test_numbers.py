"""A number that no row can have is a page that is not there, in every address."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.world import make_world
from tests.addresses.walking import filled, has_arguments, patterns
from tests.factories.people import make_user

ROOT = Path(__file__).resolve().parents[2]
NO_ROW = ["0", str(2**63), str(2**200), "-1", "٣", "1\0"]


@pytest.fixture
def client(db):
    """Somebody who may do everything, so that every view goes on to look for the row."""
    make_world()
    client = Client(raise_request_exception=False)
    client.force_login(make_user(is_superuser=True), backend="okoce.accounts.backends.PortalBackend")
    return client


def status(client, method, address):
    with transaction.atomic():
        try:
            return getattr(client, method)(address).status_code
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_fails_for_a_number_that_no_row_has(client, method):
    walked = [parts for _, parts in patterns() if has_arguments(parts)]

    answers = {
        address: status(client, method, address)
        for value in NO_ROW
        for address in (filled(parts, quote(value)) for parts in walked)
    }

    assert len(answers) > 600
    assert {address: answer for address, answer in answers.items() if answer >= 500} == {}


def test_our_own_pages_are_not_there_for_a_number_that_no_row_has(client):
    ours = [parts for _, parts in patterns() if has_arguments(parts)]
    ours = [parts for parts in ours if all(isinstance(part, str) or part[0] == "row" for part in parts)]
    ours = [parts for parts in ours if parts[0] != "admin/"]

    answers = {
        address: status(client, "get", address)
        for value in NO_ROW
        for address in (filled(parts, quote(value)) for parts in ours)
    }

    assert len(answers) > 300
    assert {address: answer for address, answer in answers.items() if answer != 404} == {}


def test_addresses_take_row_numbers_by_the_converter_that_knows_which_there_can_be():
    found = [
        f"{path.relative_to(ROOT)}: {hit}"
        for floor in ("okoce", "participants", "trainings", "bazaars", "reports")
        for path in (ROOT / floor).rglob("*.py")
        for hit in re.findall(r"[\"'][^\"'\n]*<int:\w+>", path.read_text())
    ]

    assert found == []


def test_lists_with_pages_answer_whatever_their_address_asks_for(client):
    lists = [
        "notifications:inbox", "participants:people-list", "participants:imports-list", "participants:mentoring-list",
        "participants:worklists-waiting", "participants:worklists-stuck", "participants:worklists-problems",
        "participants:exports-people", "trainings:sessions-list", "trainings:attendance-list", "bazaars:bazaars-list",
        "reports:runs-list", "reports:progress", "participants:registration-kelurahan",
        "participants:registration-business-classes", "participants:desk-find",
    ]  # fmt: skip
    names = ["halaman", "sebelum", "sesudah", "setelah", "pilih", "kecamatan", "kelurahan", "tahap", "nomor", "kata"]

    answers = {
        address: status(client, "get", address)
        for value in [*NO_ROW, "x", ""]
        for address in (f"{reverse(page)}?{'&'.join(f'{name}={quote(value)}' for name in names)}" for page in lists)
    }

    assert {address: answer for address, answer in answers.items() if answer >= 500} == {}


def test_lists_of_the_admin_answer_whatever_their_address_asks_for(client):
    answers = {}
    for model in admin.site._registry:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        keys = [field.name for field in model._meta.fields if field.many_to_one]
        for name in ["p", "id", "pk__in", *(f"{key}__id__exact" for key in keys[:1]), *keys[:1]]:
            for value in [*NO_ROW[1:3], f"1,{2**63}"]:
                address = f"{page}?{name}={quote(value)}"
                answers[address] = status(client, "get", address)

    assert len(answers) > 100
    assert {address: answer for address, answer in answers.items() if answer >= 500} == {}


def test_what_is_ticked_or_chosen_in_the_admin_may_name_no_possible_row(client):
    ticked = {"action": "delete_selected", "_selected_action": str(2**63)}
    address = reverse("admin:people_participant_changelist")

    assert client.post(address, ticked).status_code == 404
    response = client.post(reverse("admin:training_sessions_session_add"), {"modules": [str(2**63)]})
    assert response.status_code == 200
    assert "modules" in response.context["adminform"].errors
