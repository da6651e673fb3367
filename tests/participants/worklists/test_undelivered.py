"""Messages that did not reach somebody: on a list of those who look after them, with a button to send again."""

import datetime as dt

import pytest
from django.core import mail

from okoce.clock import now
from okoce.notifications import health
from okoce.notifications.mails import queue_mail
from okoce.notifications.models import Delivery
from okoce.notifications.sending import notify
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG
from tests.mailbox import received

LIST, SEND, SETTLE = "/peserta/tugas/pesan/", "/peserta/tugas/pesan/kirim/", "/peserta/tugas/pesan/selesai/"
State = Delivery.State

pytestmark = pytest.mark.django_db


def failed(name="Sari Kenanga", *, kelurahan=TOMANG, state=State.FAILED, serial=1):
    """A message that was given up, to the log-in of a participant."""
    person = make_participant(name=name, kelurahan=kelurahan, user=make_user(name=name))
    notify(person.user, "uji", key=f"uji:{person.pk}:{serial}", subject=f"Kursi untuk {name}", body="Isi rahasia")
    Delivery.objects.filter(user=person.user).update(state=state, tried_at=now() - dt.timedelta(hours=1))
    return Delivery.objects.get(user=person.user)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("mentor", 403),
        ("officer", 200),
        ("staff", 200),
        ("province", 403),
        ("official", 403),
        ("auditor", 403),
        ("privacy", 403),
    ],
)
def test_the_list_by_role(signed_in, role, status):
    client = signed_in(role)

    assert client.get(LIST).status_code == status
    assert {client.post(address).status_code for address in (SEND, SETTLE)} == {302 if status == 200 else 403}


def test_the_list_says_who_what_and_since_when_and_shows_no_text(signed_in):
    failed("Sari Kenanga")
    failed("Budi Melati", state=State.SENDING)
    failed("Tuti Sampai", state=State.SENT)

    page = signed_in("officer").get(LIST).content.decode()

    assert "Sari Kenanga" in page
    assert "Kursi untuk Sari Kenanga" in page
    assert "Tidak terkirim" in page
    assert "Belum pasti terkirim" in page
    assert "Tuti Sampai" not in page
    assert "Isi rahasia" not in page


@pytest.mark.parametrize(("role", "names"), [("officer", {"Sari"}), ("staff", {"Sari", "Budi"})])
def test_each_sees_only_their_area_and_acts_only_there(signed_in, role, names):
    rows = {"Sari": failed("Sari", kelurahan=TOMANG), "Budi": failed("Budi", kelurahan=DURI_KEPA)}
    rows["Tuti"] = failed("Tuti", kelurahan=JATINEGARA)
    client = signed_in(role)

    shown = client.get(LIST).content.decode()
    client.post(SEND, {"pilih": [row.pk for row in rows.values()]})

    assert {name for name in rows if f"Kursi untuk {name}" in shown} == names
    again = set(Delivery.objects.filter(state=State.QUEUED).values_list("user__name", flat=True))
    assert again == names


def test_a_pressed_row_is_sent_again_and_leaves_the_list(signed_in):
    chosen, other = failed("Sari"), failed("Budi")
    client = signed_in("officer")

    answer = client.post(SEND, {"satu": chosen.pk, "pilih": [other.pk]}, follow=True)
    received()

    assert "1 pesan dikirim lagi" in answer.content.decode()
    assert [sent.subject for sent in mail.outbox] == ["Kursi untuk Sari"]
    chosen.refresh_from_db()
    other.refresh_from_db()
    assert (chosen.state, other.state) == (State.SENT, State.FAILED)


def test_many_are_sent_again_with_one_press_and_once(signed_in):
    rows = [failed("Sari"), failed("Budi"), failed("Tuti")]
    client = signed_in("officer")

    for _ in range(2):
        client.post(SEND, {"pilih": [row.pk for row in rows]})
    received()

    assert len(mail.outbox) == 3


def test_what_goes_on_being_refused_comes_back_to_the_list(signed_in, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    row = failed()
    client = signed_in("officer")

    client.post(SEND, {"satu": row.pk})
    Delivery.objects.update(attempts=10)  # the day is over
    received()

    assert "Sari Kenanga" in client.get(LIST).content.decode()


def test_a_mail_whose_text_was_dropped_is_listed_without_a_button(signed_in):
    person = make_participant(name="Sari Kenanga", user=make_user(name="Sari Kenanga"))
    delivery = queue_mail("a@contoh.example", "Judul", "Isi rahasia", kind="password_changed", user=person.user)
    Delivery.objects.update(state=State.FAILED, sealed=None)
    client = signed_in("officer")

    page = client.get(LIST).content.decode()
    client.post(SEND, {"satu": delivery.pk})

    assert "Kata sandi diganti" in page
    assert "Isinya sudah dihapus" in page
    assert Delivery.objects.get().state == State.FAILED


def test_whoever_was_called_leaves_the_list_with_who_called(signed_in):
    row = failed()
    client = signed_in("officer")

    client.post(SETTLE, {"pilih": [row.pk]})

    row.refresh_from_db()
    assert (row.settled_by, row.state) == (client.user, State.FAILED)
    assert "Semua pesan sampai" in client.get(LIST).content.decode()
    assert not Delivery.objects.undelivered().exists()


def test_a_delivery_on_its_way_is_not_uncertain_yet():
    row = failed(state=State.SENDING)
    Delivery.objects.update(tried_at=now())

    assert row not in Delivery.objects.undelivered()


def test_an_expired_code_is_nobodys_work():
    queue_mail("a@contoh.example", "Kode", "204060", kind="login_code", user=make_user())
    Delivery.objects.update(state=State.EXPIRED, sealed=None)

    assert not Delivery.objects.undelivered().exists()


@pytest.mark.parametrize("typed", [{}, {"satu": "x"}, {"pilih": ["-1", "9" * 40]}])
def test_without_a_choice_it_says_so(signed_in, typed):
    answer = signed_in("officer").post(SEND, typed, follow=True)

    assert "Pilih dulu pesannya" in answer.content.decode()


def test_the_overview_counts_what_did_not_arrive(signed_in):
    failed()
    failed("Budi", kelurahan=JATINEGARA)

    page = signed_in("officer").get("/peserta/tugas/").content.decode()

    assert LIST in page


def test_a_receiver_outside_is_not_named_by_the_people_of_the_list(signed_in):
    """One log-in may serve a family in two kecamatan: only those of the own area are linked."""
    user = make_user(name="Ibu Kenanga")
    make_participant(name="Anak Sini", kelurahan=TOMANG, user=user)
    make_participant(name="Anak Sana", kelurahan=JATINEGARA, user=user)
    notify(user, "uji", key="a", subject="Kabar", body="x")
    Delivery.objects.update(state=State.FAILED)

    page = signed_in("officer").get(LIST).content.decode()

    assert "Anak Sini" in page
    assert "Anak Sana" not in page


def test_the_health_of_the_portal_tells_of_it_until_somebody_dealt_with_it(signed_in):
    row = failed()
    before = health.problems()

    signed_in("officer").post(SETTLE, {"satu": row.pk})

    assert before == [health.SENTENCE.format(count=1)]
    assert health.problems() == []
