"""Every URL, as every role, for a row of one's own area, another kecamatan, another kota, and one that is not there."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.access.asking import NOT_PAGES, ask
from tests.access.world import MAY_SEE, ROLES, make_world, named_urls

TABLE = Path(__file__).with_name("role_url_table.txt")


def rows():
    """(name, method, place, {role: expected word}) from the table."""
    heads = []
    for line in TABLE.read_text().splitlines():
        cells = line.split()
        if not cells or cells[0] == "#":
            continue
        if cells[0] == "URL":
            heads = cells[3:]
            continue
        yield cells[0], cells[1], cells[2], dict(zip(heads, cells[3:], strict=True))


ROWS = list(rows())


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def clients(world):
    users, _ = world
    found = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, user in users.items():
        found[role].force_login(user, backend="okoce.accounts.backends.PortalBackend")
    return found


def answer(client, name, method, thing):
    with transaction.atomic():
        try:
            return ask(client, name, method, thing)
        finally:
            transaction.set_rollback(True)


def test_every_url_stands_in_the_table():
    listed = {name for name, *_ in ROWS}

    assert named_urls() - NOT_PAGES == listed


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says_and_sees_nobody_else(role, world, clients):
    _, things = world
    foreign = [thing for place, thing in things.items() if place not in MAY_SEE[role]]
    wrong = []
    for name, method, place, expected in ROWS:
        word, body = answer(clients[role], name, method, things.get(place))
        if word != expected[role]:
            wrong.append(f"{method} {name} of {place}: {word}, the table says {expected[role]}")
        shown = [thing.mark for thing in foreign if thing.mark.encode() in body or thing.person.phone.encode() in body]
        if shown:
            wrong.append(f"{method} {name} of {place} tells of {shown}")
        if thing_nik(things, body):
            wrong.append(f"{method} {name} of {place} shows a whole NIK")

    assert wrong == []


def thing_nik(things, body):
    return any(thing.person.nik.encode() in body for thing in things.values())


@pytest.mark.parametrize("role", [role for role in ROLES if role != "AN"])
def test_not_yours_and_not_there_are_the_same_answer(role, world, clients):
    """Where a role may open rows of its area, a foreign row and a missing one get the same answer."""
    _, things = world
    different = []
    expected = {(name, method, place): words[role] for name, method, place, words in ROWS}
    for name, method, place in expected:
        if place in ("kecamatan", "kota") and expected[name, method, place] == "404":
            _, foreign = answer(clients[role], name, method, things[place])
            _, missing = answer(clients[role], name, method, None)
            if foreign != missing:
                different.append(f"{method} {name} of {place}")

    assert different == []
