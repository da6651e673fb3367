"""How many statements each page takes, as each role that opens it: the same with one row of everything and with three.

The table is changed on purpose only: `REWRITE_STATEMENTS=1 .venv/bin/pytest tests/statements -n0` writes it anew.
"""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from okoce.accounts.areas import Area
from okoce.accounts.memory import former_mentors
from okoce.programme import memory
from okoce.regions import places
from participants.consents import memory as privacy_texts
from participants.registration.forms.businesses import suggestions
from tests.access.asking import ask
from tests.access.test_role_url_table import ROWS
from tests.access.world import ROLES, make_world
from tests.factories.places import GROGOL
from tests.factories.sessions import at
from tests.statements.more import make_more
from trainings.seats.queries import mark_shared
from trainings.sessions.memory import contents, not_ended
from trainings.sessions.models import Session

TABLE = Path(__file__).with_name("statements_table.txt")
HEAD = """# How many statements each page takes, as each role that may open it: for a row of their own ("own") or none.
# Admin pages are counted for the first role of the table that opens them. See test_statements_table.py.
#
"""
MOST = 8
# What takes more, and why: a new page does not join them without a reason.
MORE = {
    "participants:journey-detail": "seven stages, evidence, what apps add, and what only who waits or is invited needs",
    "participants:mentoring-detail": "the same with the mentor's notes",
    "participants:people-detail": "the same with notes, papers and who checked what; the opening is written down",
    "participants:privacy-detail": "what is kept, who looked at it, and what came of each request",
    "participants:privacy-download": "everything there is of a person",
    "participants:rights-file": "everything there is of a person",
    "participants:rights-own-copy": "everything there is of a person",
    "participants:rights-paper": "everything there is of a person",
    "participants:imports-undo": "every kind of row that may be built on a person of the list, for each part of it",
    "participants:calls-event": "the event, its counts and a page of names; whose names were read is written down",
    "reports:board": "figures of fifteen days, the two weeks ahead, and who works in the businesses; kept for a minute",
    "participants:mentoring-list": "questions, steps, meetings and people; whose names were read is written down",
    "trainings:invitations-list": "the rate, who is proposed and who was invited; the reading is written down",
    "participants:history-list": "changes of every kind of record",
    "participants:desk-register": "the boxes of the whole form",
    "participants:worklists-list": "one for each list, counted with the calls and the forms that wait at the desk",
    "participants:handovers-edit": "who may take over and whom, and a form that was kept",
    "trainings:seats-roster": "the session, who has a seat, who waits and who left, and whom calls reach",
    "trainings:mentees-book": "the session, its seats and shares, a page of mentees with what they hold and finished",
    "trainings:placements-detail": "graduates of a training, how many went on, sessions to book and placements",
    "trainings:planner-accept": "proposed sessions with halls, trainers and all they could clash with, judged anew",
    "bazaars:draws-manage": "list, draws and stalls of a bazaar",
    "reports:home": "figures, sessions and what waits",
    "reports:editions-changes": "figures then and now, and who changed since; whose names were read is written down",
    "reports:progress": "kept as a whole until a figure moves",
    "reports:progress-detail": "kept as a whole until a figure moves",
}
MOST_OF_THESE = 47
NOT_WORK = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "SET LOCAL")


def asked_by(role):
    """(name, place) of each page that this role's column is for."""
    for name, method, place, words in ROWS:
        opens = [short for short in ROLES if words[short] == "200"]
        if method == "GET" and place in ("-", "own") and role in (opens[:1] if name.startswith("admin:") else opens):
            yield name, place


def table():
    """{(name, place): {role: statements}}."""
    found, heads = {}, []
    for line in TABLE.read_text().splitlines() if TABLE.exists() else []:
        cells = line.split()
        if cells and cells[0] == "URL":
            heads = cells[2:]
        elif cells and cells[0] != "#":
            numbers = zip(heads, cells[2:], strict=True)
            found[cells[0], cells[1]] = {role: int(number) for role, number in numbers if number != "-"}
    return found


def read_once_a_process():
    """Except the one statement that asks whether reference data changed."""
    former_mentors()
    for code in (GROGOL, GROGOL[:5]):
        not_ended(Area.of_region(code))
    places.kecamatan()
    mark_shared([])
    suggestions("kopi")
    privacy_texts.shown()
    memory.communities_near(GROGOL), memory.targets(0), memory.office_of(GROGOL)
    for read in (memory.years, memory.module_names, memory.registration_points):
        read()
    contents(Session.objects.values_list("pk", flat=True))
    ContentType.objects.get_for_models(*apps.get_models())


def counted(client, name, thing):
    """Statements of one answer; what the rate limits and kept pages of SQLite's cache take is left out."""
    cache.clear()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            word, _ = ask(client, name, "GET", thing)
        transaction.set_rollback(True)
    assert word == "200", (name, word)
    work = [query["sql"] for query in seen.captured_queries]
    return [sql for sql in work if not sql.startswith(NOT_WORK) and "okoce_cache" not in sql]


def counts(client, pages, thing, *, like):
    """{page: statements}. What is not as `like` says is asked once more: a process may just have read its memory."""
    found = {}
    for page in pages:
        found[page] = counted(client, page[0], thing)
        if len(found[page]) != like.get(page):
            found[page] = counted(client, page[0], thing)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_page_takes_the_statements_of_the_table_however_many_rows_there_are(role, time_machine):
    time_machine.move_to(at(dt.date(2026, 11, 21), 9), tick=False)  # in a year's first fortnight no period has ended
    users, things = make_world()
    client = Client()
    if role in users:
        client.force_login(users[role], backend="okoce.accounts.backends.PortalBackend")
    make_more(users, things["own"], 2)  # a family chooses first, one person does not
    read_once_a_process()
    pages = list(asked_by(role))
    known = {page: numbers[role] for page, numbers in table().items() if role in numbers}

    few = counts(client, pages, things["own"], like=known)
    numbers = {page: len(statements) for page, statements in few.items()}
    for number in (3, 4):
        make_more(users, things["own"], number)
    read_once_a_process()
    many = counts(client, pages, things["own"], like=numbers)

    assert {page: (few[page], many[page]) for page in pages if len(few[page]) != len(many[page])} == {}
    if os.environ.get("REWRITE_STATEMENTS"):
        write(role, numbers)
        known = numbers
    assert numbers == known


def test_a_page_takes_eight_statements_at_most_unless_there_is_a_reason():
    """Pages of the admin are the admin's own."""
    most = {}
    for (name, _), numbers in table().items():
        most[name] = max(*numbers.values(), most.get(name, 0))
    ours = {name: number for name, number in most.items() if not name.startswith("admin:")}

    assert {name for name, number in ours.items() if number > MOST} <= MORE.keys()
    assert max(ours.values()) <= MOST_OF_THESE


def write(role, numbers):
    rows = table()
    for page in rows.keys() | numbers.keys():
        row = rows.setdefault(page, {})
        row.pop(role, None)
        if page in numbers:
            row[role] = numbers[page]
    lines = [f"{'URL':<58} place " + " ".join(f"{short:>3}" for short in ROLES)]
    for (name, place), row in sorted(rows.items()):
        if row:
            lines.append(f"{name:<58} {place:<5} " + " ".join(f"{row.get(short, '-'):>3}" for short in ROLES))
    TABLE.write_text(HEAD + "\n".join(line.rstrip() for line in lines) + "\n")
