"""Deliveries of messages: tried again, given up, sent once, whatever fails."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import transaction

from okoce.accounts.models import User
from okoce.accounts.proofs import dropped
from okoce.clock import now
from okoce.jobs import leases
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.notifications import sending
from okoce.notifications.models import Delivery
from tests.factories.people import make_user
from tests.okoce.messages import make_messages, tell

pytestmark = pytest.mark.django_db

FAILED, QUEUED, SENDING, SENT = (
    Delivery.State.FAILED,
    Delivery.State.QUEUED,
    Delivery.State.SENDING,
    Delivery.State.SENT,
)


def work_off():
    """All that waits, whatever its back-off."""
    Job.objects.filter(state=Job.State.QUEUED).update(due_at=now())
    run_due()


def run_due():
    for job in Job.objects.waiting():
        run_job(job.pk)


@pytest.fixture
def broken_mail(monkeypatch):
    """Mail whose next sending goes wrong in the given way."""

    def break_(method, problem):
        def fail(self, *_):
            raise problem

        monkeypatch.setattr(f"django.core.mail.backends.locmem.EmailBackend.{method}", fail)

    return break_


# --- Sending -----------------------------------------------------------------------------------------


def test_the_mail_greets_tells_and_links():
    user = make_user(name="Sari Kenanga")
    tell(user)

    work_off()

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([user.email], "Kursi ditawarkan")
    assert sent.body.startswith("Halo Sari Kenanga,\n\nAda kursi untuk Anda.\n")
    assert f"{settings.SITE_URL}/pelatihan/\n" in sent.body
    assert Delivery.objects.get().state == SENT


def test_words_are_not_escaped_and_headers_not_broken():
    tell(make_user(name="O'Neil & Rini"), subject="Satu\nBcc: x@contoh.example", body="5 < 6")

    work_off()

    (sent,) = mail.outbox
    assert sent.subject == "Satu Bcc: x@contoh.example"
    assert "O'Neil & Rini" in sent.body
    assert "5 < 6" in sent.body


def test_a_job_run_twice_sends_once():
    tell(make_user())
    job = Job.objects.get()

    run_job(job.pk)
    Job.objects.update(state=Job.State.QUEUED, finished_at=None)
    run_job(job.pk)

    assert len(mail.outbox) == 1


def test_a_crash_while_sending_leaves_it_uncertain_and_unsent():
    tell(make_user())
    job = leases.claim(Job.objects.get().pk)
    Delivery.objects.update(state=SENDING)  # the worker died here
    Job.objects.update(lease_until=now() - timedelta(seconds=1))

    run_job(job.pk)

    assert mail.outbox == []
    assert Delivery.objects.get().get_state_display() == "belum pasti terkirim"
    assert Job.objects.get().state == Job.State.DONE


class Killed(BaseException):
    """Ends a job where a worker would die: nothing of it is caught or recorded."""


def die_at_once(job):
    with pytest.raises(Killed):
        run_job(job.pk)
    Job.objects.update(lease_until=now() - timedelta(seconds=1))


def test_a_crash_before_the_server_answers_is_sent_by_the_next_worker(broken_mail, monkeypatch):
    tell(make_user())
    broken_mail("open", Killed())
    die_at_once(Job.objects.get())
    died_as = Delivery.objects.get().state
    monkeypatch.undo()

    run_job(Job.objects.get().pk)

    assert died_as == QUEUED
    assert len(mail.outbox) == 1
    assert list(Delivery.objects.values_list("state", "attempts")) == [(SENT, 2)]


def test_a_crash_after_the_server_took_the_text_leaves_it_sent(broken_mail):
    broken_mail("close", Killed())
    tell(make_user())
    die_at_once(Job.objects.get())

    run_job(Job.objects.get().pk)

    assert (len(mail.outbox), Delivery.objects.get().state) == (1, SENT)


def test_of_two_workers_that_reach_the_server_with_one_message_the_later_try_sends(monkeypatch):
    """The first was thought dead while it connected."""
    tell(make_user())
    delivery = Delivery.objects.get()
    connect = "django.core.mail.backends.locmem.EmailBackend.open"

    def meanwhile(self):
        monkeypatch.undo()
        sending.deliver(delivery.pk)

    monkeypatch.setattr(connect, meanwhile)
    sending.deliver(delivery.pk)

    assert len(mail.outbox) == 1
    assert list(Delivery.objects.values_list("state", "attempts")) == [(SENT, 2)]


@pytest.mark.parametrize("state", [QUEUED, SENDING])
def test_a_try_that_was_overtaken_moves_nothing(state):
    tell(make_user())
    overtaken = Delivery.objects.get()
    Delivery.objects.update(state=state, attempts=1)

    assert not sending._move(overtaken, FAILED)
    assert Delivery.objects.get().state == state


@pytest.mark.parametrize(
    ("method", "problem"),
    [
        ("open", ConnectionRefusedError()),
        ("send_messages", smtplib.SMTPRecipientsRefused({})),
        ("send_messages", smtplib.SMTPDataError(451, b"nanti")),
    ],
)
def test_a_refused_mail_is_tried_with_growing_gaps_for_a_day_and_then_failed(broken_mail, method, problem):
    broken_mail(method, problem)
    tell(make_user())

    tries = []
    with time_machine.travel(now(), tick=False) as clock:
        began = now()
        while (delivery := Delivery.objects.get()).state == QUEUED and len(tries) < 20:
            clock.move_to(delivery.next_at + timedelta(seconds=1))
            tries.append(round((now() - began).total_seconds() / 60))
            run_due()

    assert tries == [0, 1, 3, 8, 23, 53, 113, 233, 473, 833, 1433]
    assert (delivery.state, delivery.error) == (FAILED, f"Tidak terkirim ({type(problem).__name__}).")
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    assert Job.objects.count() == len(tries)


def test_no_try_comes_before_its_gap(broken_mail):
    broken_mail("open", ConnectionRefusedError())
    tell(make_user())

    run_due()
    run_due()

    assert Delivery.objects.get().attempts == 1


def test_a_silent_mail_server_is_left_alone_by_the_next_mails(monkeypatch):
    asked = []

    def silent(self):
        asked.append(self)
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", silent)
    make_messages(3, user=make_user())

    run_due()

    assert len(asked) == 1
    assert list(Delivery.objects.values_list("state", "attempts")) == [(QUEUED, 1)] * 3


def test_a_goodbye_that_fails_does_not_make_a_sent_mail_uncertain(broken_mail):
    broken_mail("close", TimeoutError())
    tell(make_user())

    run_due()

    assert (len(mail.outbox), Delivery.objects.get().state) == (1, SENT)


def test_a_mail_that_may_have_left_is_not_sent_again(broken_mail):
    broken_mail("send_messages", smtplib.SMTPServerDisconnected())
    tell(make_user())

    work_off()
    work_off()

    assert Delivery.objects.get().state == SENDING
    assert Job.objects.get().state == Job.State.DONE


def test_a_mail_goes_out_after_the_server_came_back(broken_mail, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.backends.locmem.EmailBackend.open", _refuse)
        tell(make_user())
        work_off()

    work_off()

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().state == SENT


def _refuse(self):
    raise ConnectionRefusedError


def test_whose_address_is_missing_gets_no_mail():
    user = make_user()
    tell(user)
    User.objects.filter(pk=user.pk).update(**dropped("email"))

    work_off()

    assert mail.outbox == []
    assert Delivery.objects.get().error == "Alamat atau isinya tidak ada lagi."


def test_another_channel_is_a_class_and_a_name(settings):
    ShortMessages.sent.clear()
    settings.MESSAGE_CHANNELS = settings.MESSAGE_CHANNELS | {"sms": f"{__name__}.ShortMessages"}
    user = make_user()

    tell(user)
    work_off()

    assert sorted(Delivery.objects.values_list("channel", "state")) == [("email", SENT), ("sms", SENT)]
    assert ShortMessages.sent == [(user.phone, "Kursi ditawarkan")]


class ShortMessages:
    sent = []

    def address_of(self, user):
        return user.phone

    @contextmanager
    def connected(self):
        yield lambda address, subject, text: self.sent.append((address, subject))


@pytest.mark.worker
@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_sends_the_mail(start_worker, wait_until):
    folder = Path(settings.VAR) / "mail"
    user = make_user()
    start_worker(EMAIL_URL="filemail://")

    with transaction.atomic():
        tell(user)
    wait_until(lambda: Delivery.objects.get().state == SENT)

    assert Delivery.objects.get().state == SENT
    assert [file.read_text().count("Subject: Kursi ditawarkan") for file in folder.iterdir()] == [1]
