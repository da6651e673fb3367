"""The addresses that somebody adds to their own account, replaces and takes off."""

import datetime as dt

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import ValidationError
from django.test import Client

from okoce.accounts.actions import addresses, codes
from okoce.accounts.models import AddressCode, User
from okoce.accounts.proofs import Proof, proved
from okoce.clock import now
from okoce.notifications.models import Message
from tests.codes import confirmed, last_code, log_in_by_code
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.mailbox import received

pytestmark = pytest.mark.django_db

ADDRESS, PHONE = "melati@contoh.example", "+6281200001234"
ADD, ADD_CODE, OFF = "/akun/surel/", "/akun/surel/periksa/", "/akun/surel/lepas/email/"


def who_is_in(client):
    return User.objects.filter(pk=client.session.get(SESSION_KEY)).first()


def test_the_contact_that_was_typed_becomes_a_log_in_by_a_code_and_everything_stays(client):
    user = User.objects.create_user(name="Melati", password=PASSWORD)
    people = [make_participant(user=user, email=ADDRESS), make_participant(user=user)]
    browser, phone = confirmed(user), confirmed(user)
    assert f'value="{ADDRESS}"' in browser.get(ADD).text

    browser.post(ADD, {"address": ADDRESS})
    browser.post(ADD_CODE, {"code": last_code(ADDRESS)})

    user.refresh_from_db()
    assert (user.email, user.email_proof) == (ADDRESS, "code")
    assert list(user.participants.order_by("pk")) == people
    assert phone.get("/pesan/").status_code == browser.get("/pesan/").status_code == 200
    client.post("/masuk/", {"login": ADDRESS, "password": PASSWORD})
    assert who_is_in(client) == user


def test_what_was_typed_is_no_log_in_before_its_code(client):
    user = User.objects.create_user(name="Melati", password=PASSWORD)
    make_participant(user=user, email=ADDRESS)
    confirmed(user).post(ADD, {"address": ADDRESS})

    client.post("/masuk/", {"login": ADDRESS, "password": PASSWORD})
    client.post("/akun/sandi/lupa/", {"login": ADDRESS})

    assert who_is_in(client) is None
    assert [mail.to for mail in received()] == [[ADDRESS]]  # the code that was asked for signed in


def test_an_address_of_another_account_stays_there_and_asking_looks_alike():
    owner, user = make_user(email=ADDRESS), make_user()
    browser = confirmed(user)
    asked = [browser.post(ADD, {"address": address}) for address in ("bebas@contoh.example", ADDRESS)]
    pages = {browser.get(answer.url).text.partition("<main")[2].partition("csrf")[0] for answer in asked}

    page = browser.post(ADD_CODE, {"code": last_code(ADDRESS)}, follow=True)

    assert len(pages) == 1
    assert "tidak bisa menjadi cara masuk akun ini" in page.text
    assert owner.name not in page.text
    assert User.objects.get(email=ADDRESS) == owner


def test_an_address_moves_from_the_empty_account_that_its_code_opened():
    make_participant(email=ADDRESS)
    empty = Client()
    log_in_by_code(empty, ADDRESS)
    bare, user = who_is_in(empty), make_user()
    browser = confirmed(user)

    browser.post(ADD, {"address": ADDRESS})
    browser.post(ADD_CODE, {"code": last_code(ADDRESS)})

    bare.refresh_from_db()
    assert User.objects.get(email=ADDRESS) == user
    assert not bare.is_active
    assert empty.get("/pesan/").status_code == 302


@pytest.mark.parametrize(
    "fill",
    [
        lambda user: make_participant(user=user),
        lambda user: user.assignments.create(role="mentor", region_id="31.73.02"),
        lambda user: user.authenticator_set.create(type="totp", data={}),
        lambda user: User.objects.filter(pk=user.pk).update(**proved(Proof.CODE, phone=PHONE)),
        lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
        lambda user: (user.set_password(PASSWORD), user.save()),
    ],
)
def test_an_account_that_holds_anything_keeps_its_address(fill):
    holder, user = User.objects.create_user(name="Kenanga", email=ADDRESS), make_user()
    fill(holder)
    browser = confirmed(user)

    browser.post(ADD, {"address": ADDRESS})
    browser.post(ADD_CODE, {"code": last_code(ADDRESS)})

    assert User.objects.get(email=ADDRESS) == holder


def test_the_old_address_learns_that_it_was_replaced():
    user = make_user(email=ADDRESS)
    browser = confirmed(user)

    browser.post(ADD, {"address": "baru@contoh.example"})
    browser.post(ADD_CODE, {"code": last_code("baru@contoh.example")})

    letter = next(mail for mail in received() if mail.to == [ADDRESS])
    assert "diganti sebagai cara masuk" in letter.body
    assert "baru@contoh.example" not in letter.body
    assert Message.objects.get(user=user).subject == "Surel untuk masuk diubah"


def test_an_address_is_taken_off_after_the_password():
    user = make_user(email=ADDRESS)
    client = Client()
    client.force_login(user)

    assert client.post(OFF).url.startswith("/akun/konfirmasi/")
    confirmed(user).post(OFF)

    user.refresh_from_db()
    assert (user.email, user.email_proved_at, user.email_proof) == (None, None, "")


def test_who_holds_a_role_keeps_a_proved_address():
    user = make_user("officer", email=ADDRESS)

    page = confirmed(user).post(OFF, follow=True)

    assert "perlu surel yang dipastikan" in page.text
    assert User.objects.get(pk=user.pk).email == ADDRESS


# --- A contact that changes -----------------------------------------------------------------------------


def test_a_code_that_another_account_asked_for_adds_nothing():
    user, other = make_user(), make_user()
    row = codes.request_code(AddressCode.For.ADD, ADDRESS, user=other)
    AddressCode.objects.update(sent_at=now(), used_at=now())
    row.refresh_from_db()

    with pytest.raises(ValidationError, match="peramban"):
        addresses.add_proved(row, user=user)

    assert not User.objects.filter(email=ADDRESS).exists()


# --- Rows of codes --------------------------------------------------------------------------------------


def test_two_codes_typed_in_one_moment_open_one_account():
    rows = [codes.request_code(AddressCode.For.LOGIN, ADDRESS) for _ in range(2)]
    AddressCode.objects.update(sent_at=now(), used_at=now())

    opened = [codes.open_own_account(row) for row in rows]

    assert opened[0] == opened[1]


def test_what_was_asked_for_is_forgotten_after_a_day(time_machine):
    codes.request_code(AddressCode.For.LOGIN, ADDRESS)
    time_machine.move_to(now() + dt.timedelta(hours=25))
    kept = codes.request_code(AddressCode.For.LOGIN, ADDRESS)

    assert [codes.forget_old(), codes.forget_old()] == [1, 0]
    assert list(AddressCode.objects.all()) == [kept]
