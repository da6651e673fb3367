"""Messages to users: written once, sent once, read by nobody else."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from okoce import pagination
from okoce.clock import now
from okoce.jobs import leases
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.notifications import sending
from okoce.notifications.models import Delivery, Message
from okoce.notifications.sending import notify, notify_participant
from tests.factories.people import make_user

FAILED, QUEUED, SENDING, SENT = (
    Delivery.State.FAILED,
    Delivery.State.QUEUED,
    Delivery.State.SENDING,
    Delivery.State.SENT,
)

pytestmark = pytest.mark.django_db


def tell(user, *, key="uji", **words):
    words = {"subject": "Kursi ditawarkan", "body": "Ada kursi untuk Anda.", "url": "/pelatihan/"} | words
    return notify(user, "seat_offered", key=key, **words)


def make_messages(number, *, user):
    return [tell(user, key=f"uji:{user.pk}:{serial}", subject=f"Kabar {serial}") for serial in range(number)]


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


# --- Writing -------------------------------------------------------------------------------------------


def test_the_same_key_tells_once():
    user = make_user()

    first, again = tell(user), tell(user, subject="Lain")

    assert first == again
    assert again.subject == "Kursi ditawarkan"
    assert Delivery.objects.count() == Job.objects.count() == 1


def test_nothing_is_sent_before_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tell(make_user())

    assert len(callbacks) == 1
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_sent():
    user = make_user()

    @transaction.atomic
    def act():
        tell(user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert [Message.objects.count(), Delivery.objects.count(), Job.objects.count()] == [0, 0, 0]


def test_who_has_no_address_finds_the_message_in_the_inbox():
    message = tell(make_user(email=None))

    assert message.pk
    assert not Delivery.objects.exists()


def test_a_participant_without_a_log_in_is_informed_at_the_desk():
    user = make_user()

    shown = notify_participant(SimpleNamespace(user=user), "uji", key="a", subject="x", body="x")
    untold = notify_participant(SimpleNamespace(user=None), "uji", key="b", subject="x", body="x")

    assert shown.user == user
    assert untold is None
    assert Message.objects.count() == 1


def test_no_message_holds_an_identity_number():
    message = tell(make_user(), subject="NIK 3173021005909001", body="Data 3173021005909001 diperiksa.")

    assert (message.subject, message.body) == ("NIK [NIK]", "Data [NIK] diperiksa.")


# --- Sending -------------------------------------------------------------------------------------------


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
    user.email = None
    user.save()

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


# --- Inbox ---------------------------------------------------------------------------------------------


def test_the_inbox_shows_own_messages_newest_first(client):
    user, other = make_user(), make_user()
    make_messages(2, user=user)
    tell(other, subject="Rahasia orang lain", key="lain")
    client.force_login(user)

    page = client.get("/pesan/").content.decode()

    assert page.index("Kabar 1") < page.index("Kabar 0")
    assert page.count("Belum dibaca") == 2
    assert "Rahasia" not in page


def test_opening_a_message_reads_it(client):
    user = make_user()
    message = tell(user)
    client.force_login(user)

    opened = client.get(f"/pesan/{message.pk}/")
    page = opened.content.decode()
    first_read = Message.objects.get().read_at
    client.get(f"/pesan/{message.pk}/")

    assert "Ada kursi untuk Anda." in page
    assert 'href="/pelatihan/"' in page
    assert first_read is not None
    assert Message.objects.get().read_at == first_read
    assert opened.context["user"].unread_count == 0
    assert "Belum dibaca" not in client.get("/pesan/").content.decode()


def test_somebody_elses_message_is_not_there(client):
    message = tell(make_user(), subject="Rahasia orang lain")
    client.force_login(make_user())

    answers = [client.get(f"/pesan/{message.pk}/"), client.get("/pesan/999999/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Rahasia" not in answers[0].content.decode()
    assert Message.objects.get().is_unread


def test_marking_all_read_leaves_others_alone(client):
    user, other = make_user(), make_user()
    make_messages(3, user=user)
    make_messages(2, user=other)
    client.force_login(user)

    answer = client.post("/pesan/tandai/", follow=True)

    assert "Semua pesan ditandai sudah dibaca." in answer.content.decode()
    assert [user.messages.unread().count(), other.messages.unread().count()] == [0, 2]


def test_marking_is_not_done_by_a_link(client):
    client.force_login(make_user())

    assert client.get("/pesan/tandai/")["Location"] == "/pesan/"


def test_an_empty_inbox_says_so(client):
    client.force_login(make_user())

    page = client.get("/pesan/").content.decode()

    assert "Belum ada pesan" in page
    assert "Tandai semua" not in page


@pytest.mark.parametrize("address", ["/pesan/", "/pesan/1/"])
def test_strangers_are_asked_to_sign_in(client, address):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={address}")


def test_the_inbox_is_leafed_through_without_gap_or_repetition(client):
    user = make_user()
    make_messages(2 * pagination.SIZE + 3, user=user)
    expected = list(user.messages.order_by("-pk"))
    client.force_login(user)

    forth, address = [], "/pesan/"
    while address:
        answer = client.get(address)
        forth.append(answer.context["inbox"])
        address = answer.context["older_url"]
    back, address = [], answer.context["newer_url"]
    while address:
        answer = client.get(address)
        back.append(answer.context["inbox"])
        address = answer.context["newer_url"]

    assert [message for page in forth for message in page] == expected
    assert back == forth[-2::-1]


@pytest.mark.parametrize("query", ["sebelum=x", "sebelum=-1", "sesudah=²", "sebelum=" + "9" * 40])
def test_a_broken_page_address_shows_the_first_page(client, query):
    user = make_user()
    make_messages(1, user=user)
    client.force_login(user)

    answer = client.get(f"/pesan/?{query}")

    assert answer.status_code == 200
    assert len(answer.context["inbox"]) == 1


def test_the_inbox_asks_the_same_number_of_questions_for_one_and_for_three(client):
    counts = []
    for number in (1, 3):
        user = make_user()
        make_messages(number, user=user)
        client.force_login(user)
        client.get("/pesan/")
        with CaptureQueriesContext(transaction.get_connection()) as queries:
            client.get("/pesan/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
