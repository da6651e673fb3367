"""Messages to users: written once, sent once, read by nobody else."""

import pytest
from django.core import mail
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from okoce import pagination
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery, Message
from tests.factories.people import make_user
from tests.okoce.messages import make_messages, tell

pytestmark = pytest.mark.django_db


# --- Writing -----------------------------------------------------------------------------------------


def test_the_same_key_tells_once():
    user = make_user()

    first, again = tell(user), tell(user, subject="Lain")

    assert first == again
    assert again.subject == "Kursi ditawarkan"
    assert Delivery.objects.count() == Job.objects.count() == 1


def test_nothing_is_sent_before_the_commit(django_capture_on_commit_callbacks):
    user = make_user()

    with django_capture_on_commit_callbacks() as callbacks:
        tell(user)

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


def test_no_message_holds_an_identity_number():
    message = tell(make_user(), subject="NIK 3173021005909001", body="Data 3173021005909001 diperiksa.")

    assert (message.subject, message.body) == ("NIK [NIK]", "Data [NIK] diperiksa.")


# --- Inbox -------------------------------------------------------------------------------------------


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
