"""Mails without a message: sealed until sent, of use for a while, never sent from a request."""

import ast
import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from okoce.accounts.models import AddressCode
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.notifications.mails import queue_code, queue_mail
from okoce.notifications.models import Delivery, Message
from tests.factories.people import make_user
from tests.test_conventions import FILES

State = Delivery.State
ADDRESS = "sari@contoh.example"

pytestmark = pytest.mark.django_db


def work_off():
    for job in Job.objects.waiting():
        run_job(job.pk)


def stored():
    """Everything the database holds about what is to be sent, as text."""
    rows = [*Delivery.objects.values(), *Job.objects.values(), *Message.objects.values()]
    cells = [(name, value) for row in rows for name, value in row.items()]
    return "\n".join(bytes(value).decode() if name == "sealed" and value else str(value) for name, value in cells)


@pytest.fixture
def refusing(monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)


def test_a_code_is_sealed_until_it_is_sent_and_then_dropped():
    queue_code("email", ADDRESS, "204060", kind="login_code", minutes=10)

    before = stored()
    work_off()

    assert "204060" not in before
    assert ADDRESS not in before
    (sent,) = mail.outbox
    assert (sent.to, "204060" in sent.body) == ([ADDRESS], True)
    assert (Delivery.objects.get().state, Delivery.objects.get().sealed) == (State.SENT, None)
    assert not Message.objects.exists()


def test_a_code_too_old_to_be_of_use_is_not_sent():
    queue_code("email", ADDRESS, "204060", kind="login_code", minutes=10)

    with time_machine.travel(now() + dt.timedelta(minutes=10, seconds=1)):
        work_off()

    assert mail.outbox == []
    assert (Delivery.objects.get().state, Delivery.objects.get().sealed) == (State.EXPIRED, None)


def test_a_code_is_tried_again_only_while_it_is_of_use(refusing):
    queue_code("email", ADDRESS, "204060", kind="login_code", minutes=10)

    with time_machine.travel(now(), tick=False) as clock:
        began, tries = now(), []
        while (delivery := Delivery.objects.get()).state == State.QUEUED and len(tries) < 20:
            clock.move_to(delivery.next_at + dt.timedelta(seconds=1))
            tries.append(round((now() - began).total_seconds() / 60))
            work_off()

    assert tries == [0, 1, 3, 8]
    assert (delivery.state, delivery.sealed) == (State.EXPIRED, None)


def test_a_mail_given_up_drops_its_text(refusing):
    queue_mail(ADDRESS, "Kata sandi diganti", "Isi", kind="password_changed")
    Delivery.objects.update(attempts=10)

    work_off()

    assert (Delivery.objects.get().state, Delivery.objects.get().sealed) == (State.FAILED, None)


def test_a_mail_that_a_crash_interrupted_drops_its_text_and_is_not_sent():
    queue_mail(ADDRESS, "Kata sandi diganti", "Isi", kind="password_changed")
    Delivery.objects.update(state=State.SENDING)  # the worker died here

    work_off()

    assert mail.outbox == []
    assert (Delivery.objects.get().state, Delivery.objects.get().sealed) == (State.SENDING, None)


def test_a_mail_under_a_key_that_is_missing_is_given_up(settings):
    queue_mail(ADDRESS, "Kata sandi diganti", "Isi", kind="password_changed")
    settings.NIK_KEYS = ["b3RoZXIta2V5LW90aGVyLWtleS1vdGhlci1rZXktb3Q="]

    work_off()

    assert mail.outbox == []
    assert Delivery.objects.get().state == State.FAILED


def test_the_same_key_queues_one_mail():
    for _ in range(2):
        queue_mail(ADDRESS, "Judul", "Isi", kind="registered_again", key="a")

    work_off()

    assert len(mail.outbox) == 1


def test_the_database_keeps_no_text_of_a_mail_that_is_over():
    delivery = queue_mail(ADDRESS, "Judul", "Isi", kind="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT)


def test_a_channel_not_meant_for_codes_carries_none(settings):
    settings.CODE_CHANNELS = []

    with pytest.raises(LookupError):
        queue_code("email", ADDRESS, "204060", kind="login_code", minutes=10)


# --- From a request ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "field"), [("/masuk/kode/", "address"), ("/akun/sandi/lupa/", "login")])
def test_a_request_sends_nothing_and_answers_alike_for_known_and_unknown(monkeypatch, address, field):
    def fail(self, *_):
        raise AssertionError("a request called the mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", fail)
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    make_user(email=ADDRESS)

    answers = [Client().post(address, {field: typed}) for typed in (ADDRESS, "tidak@contoh.example")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, answers[0]["Location"])] * 2
    assert not Delivery.objects.exists()
    assert list(Job.objects.values_list("name", "state")) == [("accounts.send_code", "queued")] * 2


def test_a_log_in_code_arrives_and_expires_with_its_page(client):
    make_user(email=ADDRESS)

    client.post("/masuk/kode/", {"address": ADDRESS})
    work_off()
    life = Delivery.objects.get().expires_at - AddressCode.objects.get().created_at
    before = stored()
    work_off()

    (sent,) = mail.outbox
    code = next(word for word in sent.body.split() if word.isdigit() and len(word) == 6)
    assert code not in before
    assert sent.subject == "Kode masuk Portal OK OCE"
    assert life == AddressCode.LIFE
    assert client.post("/masuk/kode/periksa/", {"code": code}).status_code == 302
    assert client.get("/akun/").status_code == 200


# --- The convention ------------------------------------------------------------------------------------

SENDS = {"send_mail", "send_mass_mail", "mail_admins", "mail_managers", "EmailMessage", "EmailMultiAlternatives"}
SENDS |= {"get_connection", "email_user", "smtplib", "SMTP", "SMTP_SSL"}


def names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def senders(files):
    """Modules that name what sends, or take a channel to send by it."""
    found = {name for name, tree in files.items() if SENDS & set(names(tree))}
    return found | {name for name, tree in files.items() if "channel" in _from_channels(tree)}


def _from_channels(tree):
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in taken if node.module == "okoce.notifications.channels" for alias in node.names}


def test_only_the_job_of_a_delivery_sends():
    overrides = {"okoce/accounts/adapter.py"}  # defines allauth's send_mail, which calls it by this name

    assert senders(FILES) == {"okoce/notifications/channels.py", "okoce/notifications/sending.py"}
    assert overrides & set(FILES) == overrides
    assert settings.ADMINS == settings.MANAGERS == []


@pytest.mark.parametrize(
    "planted",
    [
        "from django.core.mail import send_mail",
        "from django.core import mail\nmail.EmailMessage('a').send()",
        "user.email_user('a', 'b')",
        "from okoce.notifications.channels import channel\nchannel('email').send('a', 'b', 'c')",
    ],
)
def test_a_planted_second_way_out_is_found(planted):
    assert senders({"planted.py": ast.parse(planted)}) == {"planted.py"}


def test_what_sends_is_called_only_by_the_task():
    callers = [
        name
        for name in FILES
        if "sending.deliver(" in (Path(settings.ROOT) / name).read_text()
        and not name.endswith("notifications/sending.py")
    ]

    assert callers == ["okoce/notifications/tasks.py"]
