"""The table of every URL and what each role gets of it; tests/access/test_who_looked.py asks them all."""

from pathlib import Path

from django.db import transaction

from tests.access.asking import NOT_PAGES, ask
from tests.access.world import named_urls

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
