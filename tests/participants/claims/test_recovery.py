"""Without e-mail: an officer who sees the card gives a code, and with it the account gets a new password."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from okoce.accounts.models import AccessLog, User
from okoce.accounts.proofs import Proof, proved
from okoce.clock import now
from okoce.notifications.models import Message
from participants.claims import actions as claims
from participants.claims.models import ClaimCode
from participants.cleaning.registration_numbers import check_sign
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.factories.places import JATINEGARA, TOMANG
from tests.mailbox import received

pytestmark = pytest.mark.django_db
ASK, CODE = "/daftar/klaim/", "/daftar/klaim/kode/"
NUMBER = f"OK26-222222-{check_sign('26222222')}"
FRESH = "gado-gado-sepiring-9"


@pytest.fixture
def person():
    owner = make_user(email=None, phone="+6281200001234")
    return make_participant(registration_number=NUMBER, user=owner, kelurahan=TOMANG)


def press(person, officer):
    client = Client()
    client.force_login(officer)
    return client.post(reverse("participants:desk-issue-code", args=[person.pk]), follow=True)


def code_on(page):
    return re.search(r'receipt-figure">(\d{6})<', page.text)[1]


def type_in(code, password=FRESH, *, client=None):
    client = client or Client()
    client.post(ASK, {"number": NUMBER, "birth_on": "10/05/1990"})
    return client.post(CODE, {"code": code, "password": password}, follow=True)


def has_password(person, password):
    return User.objects.get(pk=person.user_id).check_password(password)


def test_the_account_gets_the_new_password_and_every_session_ends(person):
    phone = Client()
    phone.force_login(person.user)
    officer = make_user("officer")

    page = press(person, officer)
    assert "Kode kata sandi baru" in page.text
    done = type_in(code_on(page))

    assert "Akun siap" in done.text
    assert has_password(person, FRESH)
    assert phone.get("/pesan/").status_code == 302
    entered = Client()
    entered.post("/masuk/", {"login": NUMBER, "password": FRESH})
    assert entered.get("/pesan/").status_code == 200


def test_the_account_gets_a_message_and_who_gave_it_is_logged(person):
    officer = make_user("officer", name="Petugas Kenanga")

    type_in(code_on(press(person, officer)))

    messages = Message.objects.filter(user=person.user).order_by("id")
    assert [message.kind for message in messages] == ["recovery_code", "password_replaced"]
    assert "Petugas Kenanga" in messages[0].body
    assert person.name in messages[0].body
    log = AccessLog.objects.get(subject="people.participant", subject_id=person.pk, act="change")
    assert (log.actor, log.reason) == (officer, "Kode kata sandi baru diberikan di meja")


def test_the_code_is_not_in_the_message_nor_shown_again(person):
    page = press(person, make_user("officer"))

    code = code_on(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert not [message for message in Message.objects.all() if code in message.subject + message.body]


def test_a_stranger_who_came_first_ends_with_nothing(person):
    """Who opened the account with an address, an app and a passkey of their own."""
    User.objects.filter(pk=person.user_id).update(**proved(Proof.CODE, email="asing@contoh.example"))
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(user=person.user, type=kind, data={})
    browser = Client()
    browser.force_login(person.user)

    type_in(code_on(press(person, make_user("officer"))))

    assert browser.get("/pesan/").status_code == 302
    assert User.objects.get(pk=person.user_id).email is None
    assert not Authenticator.objects.exists()
    sent = len(received())
    Client().post("/masuk/kode/", {"address": "asing@contoh.example"})
    Client().post("/akun/sandi/lupa/", {"login": "asing@contoh.example"})
    assert not [mail for mail in received()[sent:] if re.search(r"\b\d{6}\b", mail.body)]


def test_it_is_good_once(person):
    code = code_on(press(person, make_user("officer")))
    type_in(code)

    assert "Kode ini sudah dipakai" in type_in(code, PASSWORD).text
    assert has_password(person, FRESH)


def test_it_is_good_for_ten_minutes(person, time_machine):
    time_machine.move_to("2026-11-23T08:00:00+07:00", tick=False)
    code = code_on(press(person, make_user("officer")))
    time_machine.move_to("2026-11-23T08:10:00+07:00", tick=False)

    assert "Kode ini sudah lewat 10 menit" in type_in(code).text
    assert has_password(person, PASSWORD)


def test_a_wrong_code_changes_nothing(person):
    code = code_on(press(person, make_user("officer")))

    assert "tidak cocok" in type_in(f"{(int(code) + 1) % 1_000_000:06d}").text
    assert has_password(person, PASSWORD)


def test_a_code_that_was_asked_for_by_mail_changes_no_password(person):
    asked = claims.request_code(NUMBER, person.birth_on)

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(asked.pk, claims.code_of(asked), password=FRESH)

    assert has_password(person, PASSWORD)


def test_it_does_not_move_the_record_to_who_is_signed_in(person):
    stranger = Client()
    stranger.force_login(make_user())

    answer = type_in(code_on(press(person, make_user("officer"))), client=stranger)

    owner = person.user
    person.refresh_from_db()
    assert "tidak cocok" in answer.text
    assert person.user == owner
    assert has_password(person, PASSWORD)


def hold(user, **when):
    user.assignments.create(role="officer", region_id=TOMANG[:8], **when)


@pytest.mark.parametrize(
    "rise",
    [
        hold,
        lambda user: hold(user, starts_at=now() + timedelta(days=7)),
        lambda user: hold(user, ends_at=now() + timedelta(days=7)),
        lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
    ],
)
def test_an_account_that_holds_or_will_hold_a_role_is_not_recovered_at_a_desk(person, rise):
    code = code_on(press(person, make_user("officer")))
    rise(person.user)

    assert "tidak cocok" in type_in(code).text
    answer = press(person, make_user("officer"))

    assert "hubungi administrator" in answer.text
    assert ClaimCode.objects.filter(place="desk").count() == 1
    assert has_password(person, PASSWORD)


def test_an_account_whose_role_ended_is_recovered(person):
    hold(person.user, starts_at=now() - timedelta(days=9), ends_at=now() - timedelta(days=1))

    type_in(code_on(press(person, make_user("officer"))))

    assert has_password(person, FRESH)


def test_only_an_officer_of_the_place_gives_one(person):
    elsewhere = make_participant(kelurahan=JATINEGARA, user=make_user())

    assert press(elsewhere, make_user("officer")).status_code == 404
    assert press(person, make_user("mentor")).status_code == 403
    assert ClaimCode.objects.count() == 0


def test_the_officer_sees_who_else_uses_the_account(person):
    make_participant(name="Adik Melati", user=person.user)
    make_participant(name="Kakak Kenanga", user=person.user, kelurahan=JATINEGARA)

    page = press(person, make_user("officer")).text

    assert "Adik Melati" in page
    assert "1 orang di wilayah lain" in page
    assert "Kakak Kenanga" not in page


def test_who_forgot_is_shown_the_way_that_needs_no_mail(client):
    page = client.get("/akun/sandi/lupa/").text

    assert 'href="/daftar/klaim/"' in page
    assert "Pakai kode dari meja" in page
    assert 'href="/daftar/klaim/"' in client.get("/masuk/").text
