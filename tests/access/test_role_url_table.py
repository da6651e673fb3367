"""Every URL, as every role, for a row of one's own area, another kecamatan, another kota, and one that is not there."""

from pathlib import Path

import pytest
from django.db import transaction

from tests.access.answers import answers
from tests.access.asking import NOT_PAGES, ask
from tests.access.world import MAY_SEE, ROLES, named_urls

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
def test_each_role_gets_what_the_table_says_and_sees_nobody_else(role, db):
    found = answers(role, ROWS)
    wrong = []
    for name, method, place, expected in ROWS:
        answer = found[name, method, place]
        if answer.word != expected[role]:
            wrong.append(f"{method} {name} of {place}: {answer.word}, the table says {expected[role]}")
        if shown := answer.places - MAY_SEE[role]:
            wrong.append(f"{method} {name} of {place} tells of {sorted(shown)}")
        if answer.shows_nik:
            wrong.append(f"{method} {name} of {place} shows a whole NIK")

    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "AN"])
def test_not_yours_and_not_there_are_the_same_answer(role, db):
    """Where a role may open rows of its area, a foreign row and a missing one get the same answer."""
    found = answers(role, ROWS)
    different = []
    for name, method, place, expected in ROWS:
        if place in ("kecamatan", "kota") and expected[role] == "404":
            foreign, missing = found[name, method, place], found[name, method, "missing"]
            if (foreign.word, foreign.digest) != (missing.word, missing.digest):
                different.append(f"{method} {name} of {place}")

    assert different == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "AN"])
def test_an_answer_is_logged_with_exactly_the_people_who_stand_in_it(role, db):
    """Each person bears a marker of their own; the row of the log names exactly those whose marker was shown."""
    wrong = [
        f"{method} {name} of {place} shows {sorted(answer.shown)}, logs {sorted(answer.logged)}"
        for (name, method, place), answer in answers(role, ROWS).items()
        if (answer.shown and answer.shown != answer.logged) or not answer.is_whole
    ]

    assert not wrong, "\n".join(wrong)
