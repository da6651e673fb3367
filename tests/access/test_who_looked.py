"""Every URL as every role: the row of the log names exactly the people who stand in the answer."""

import subprocess

import pytest
from django.db import transaction
from django.test import Client

from okoce.accounts.access_log import SEEN
from okoce.accounts.log_digests import digest_of
from okoce.accounts.models import AccessLog
from participants.cleaning import phones
from participants.people.models import Participant
from participants.rights.markers import texts_of
from tests.access.asking import ask
from tests.access.test_role_url_table import ROWS
from tests.access.world import ROLES, make_world

pytestmark = pytest.mark.django_db


def mark_everybody():
    """{number: (marker in the name, phone as it is written)} of people each of whom now has a marker of their own."""
    marks = {}
    for person in Participant.objects.order_by("pk"):
        person.name, person.phone = f"{person.name} TANDA{person.pk}Z", f"+6281377{person.pk:06}"
        person.save(update_fields=["name", "phone"])
        marks[person.pk] = f"TANDA{person.pk}Z", phones.shown(person.phone)
    return marks


PERSON = "participants:people-detail"
# Answers that come only with something typed: there is somebody in them.
SEARCHES = {
    "SD": ["participants:people-search", "participants:exports-people"],
    "DN": [PERSON],
    "PD": [PERSON],
}
# What answers a search, a question for a reason, and the form of an export; others refuse it.
TYPED = {"q": "PENANDAOWN", "term": "PENANDAOWN", "reason": "Pemeriksaan berkala", "bentuk": "xlsx"}


def text_of(body):
    """What can be read in an answer: a page, the parts of a workbook or of a bundle, a paper."""
    if body.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True).stdout.decode()
    return " ".join(texts_of(body))


def shown_and_logged(client, name, method, thing, marks, own, typed):
    """(people who stand in the answer, people whom its rows of the log name, whether each row's digest is theirs)."""
    with transaction.atomic():
        try:
            last = AccessLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            _, body = ask(client, name, method, thing, typed)
            client.cookies.pop("messages", None)  # what a message of this answer says belongs to this one
            rows = list(AccessLog.objects.filter(pk__gt=last, act__in=SEEN, subject="people.participant"))
        finally:
            transaction.set_rollback(True)
    text = text_of(body)
    shown = {pk for pk, texts in marks.items() if any(each in text for each in texts)}
    logged = {pk for row in rows for pk in row.ids}
    return shown - own, logged - own, all(row.digest == digest_of(row.ids) for row in rows)


def asked():
    """Each URL once for each place it can be asked for, and the person's page by a reason."""
    return sorted({(name, method, place) for name, method, place, _ in ROWS} | {(PERSON, "POST", "own")})


@pytest.mark.parametrize("role", [role for role in ROLES if role != "AN"])
def test_an_answer_is_logged_with_exactly_the_people_who_stand_in_it(role):
    users, things = make_world()
    marks = mark_everybody()
    own = set(Participant.objects.owned_by(users[role]).values_list("pk", flat=True))
    client = Client(raise_request_exception=False)
    client.force_login(users[role], backend="okoce.accounts.backends.PortalBackend")
    wrong, opened = [], {}

    for name, method, place in asked():
        thing = things.get(place)
        for typed in [None, TYPED] if method == "POST" and place in ("own", "-") else [None]:
            shown, logged, fits = shown_and_logged(client, name, method, thing, marks, own, typed)
            opened[name] = max(opened.get(name, 0), len(shown))
            if (shown and shown != logged) or not fits:
                wrong.append(f"{method} {name} of {place} shows {sorted(shown)}, logs {sorted(logged)}")

    assert not wrong, "\n".join(wrong)
    if role in SEARCHES:
        assert all(opened[name] for name in SEARCHES[role]), opened
