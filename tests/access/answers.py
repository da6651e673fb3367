"""What every URL answers to a role: each is asked once, and every test of that role judges the same answers."""

import hashlib
import subprocess
from dataclasses import dataclass

from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.test import Client, RequestFactory

from okoce.accounts.access_log import SEEN
from okoce.accounts.log_digests import digest_of
from okoce.accounts.models import AccessLog
from participants.cleaning import phones
from participants.people.models import Participant
from participants.rights.markers import texts_of
from tests.access.asking import ask
from tests.access.world import make_world

_known = {}


@dataclass(frozen=True)
class Answer:
    word: str
    digest: bytes  # of the body
    places: set  # whose mark or phone stands in it, or in the message that the next page shows
    shows_nik: bool  # a whole one of somebody in these places
    shown: set  # people who stand in it, but for the asker's own
    logged: set  # people whom its rows of the log name, but for the asker's own
    is_whole: bool  # each row's digest is that of its people


# What answers a search, a question for a reason, and the form of an export; others refuse it.
TYPED = {"q": "PENANDAOWN", "term": "PENANDAOWN", "reason": "Pemeriksaan berkala", "bentuk": "xlsx"}


def answers(role, rows):
    """Return {(name, method, place): Answer} of every URL that `rows` name, asked as this role.

    They are asked once a process, in the transaction of the test that needs them first.
    """
    if role not in _known:
        _known[role] = _ask_all(role, [row[:3] for row in rows])
    return _known[role]


def answers_to_typed(role, rows, *, also=()):
    """Return the same of what this role may post about its own area, and of `also`, with something typed in each form.

    Who may not gets the same answer whatever stands in the form.
    """
    known = answers(role, rows)
    posted = {key for key, answer in known.items() if key[1] == "POST" and key[2] in ("own", "-")}
    return _ask_all(role, sorted({key for key in posted if known[key].word in ("200", "302")} | set(also)), TYPED)


def _ask_all(role, asked, typed=None):
    users, things = make_world()
    marks = _mark_everybody(things)
    hidden = {place: (thing.mark, thing.person.phone) for place, thing in things.items()}
    niks = [thing.person.nik for thing in things.values()]
    client, own = Client(raise_request_exception=False), set()
    if role in users:
        client.force_login(users[role], backend="okoce.accounts.backends.PortalBackend")
        own = set(Participant.objects.owned_by(users[role]).values_list("pk", flat=True))

    found = {}
    for name, method, place in asked:
        word, body, message, logs = _ask(client, name, method, things.get(place), typed)
        text = _text_of(body)
        found[name, method, place] = Answer(
            word=word,
            digest=hashlib.sha256(body).digest(),
            places={of for of, texts in hidden.items() if any(each in text or each in message for each in texts)},
            shows_nik=any(nik in text or nik in message for nik in niks),
            shown={pk for pk, texts in marks.items() if any(each in text for each in texts)} - own,
            logged={pk for log in logs for pk in log.ids} - own,
            is_whole=all(log.digest == digest_of(log.ids) for log in logs),
        )
    return found


def _text_of(body):
    """What can be read in an answer: a page, the parts of a workbook or of a bundle, a paper."""
    if body.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True).stdout.decode()
    return " ".join(texts_of(body))


def _mark_everybody(things):
    """{number: (marker in the name, phone as it is written)} of people each of whom now has a marker of their own."""
    marks = {}
    for person in Participant.objects.order_by("pk"):
        person.name, person.phone = f"{person.name} TANDA{person.pk}Z", f"+6281377{person.pk:06}"
        person.save(update_fields=["name", "phone"])
        marks[person.pk] = f"TANDA{person.pk}Z", phones.shown(person.phone)
    for thing in things.values():
        thing.person.refresh_from_db()
    return marks


def _ask(client, name, method, thing, typed):
    """(word, body, message that the next page would show, rows of the log); nothing of it stays."""
    with transaction.atomic():
        try:
            last = AccessLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            word, body = ask(client, name, method, thing, typed)
            logs = list(AccessLog.objects.filter(pk__gt=last, act__in=SEEN, subject="people.participant"))
        finally:
            transaction.set_rollback(True)
    message = client.cookies.pop("messages", None)  # what a message of this answer says belongs to this one
    if message:
        request = RequestFactory().get("/")
        request.COOKIES["messages"] = message.value
        message = " ".join(str(each) for each in CookieStorage(request))
    return word, body, message or "", logs
