"""A forgotten password is replaced by a code to a proved address, and the page never says whether there is one."""

import datetime as dt
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from okoce.accounts.models import AddressCode, User
from okoce.clock import now
from okoce.notifications.models import Message
from participants.cleaning import registration_numbers
from tests import sms
from tests.codes import ASK, TYPE, last_code
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.mailbox import received

pytestmark = pytest.mark.django_db

ADDRESS, PHONE, FRESH = "melati@contoh.example", "+6281200001234", "gado-gado-sepiring-9"
FORGOT, CODE, NEW = "/akun/sandi/lupa/", "/akun/sandi/lupa/kode/", "/akun/sandi/lupa/baru/"
NEITHER_SAYS = "Bila ada surel yang sudah dipastikan di akun itu, kode dikirim ke sana"


def forget(client, login):
    return client.post(FORGOT, {"login": login})


def recover(client, login, *, address=ADDRESS, password=FRESH):
    forget(client, login)
    client.post(CODE, {"code": last_code(address) or "000000"})
    return client.post(NEW, {"password": password}, follow=True)


def has_password(user, password):
    return User.objects.get(pk=user.pk).check_password(password)


@pytest.fixture
def user():
    return make_user(email=ADDRESS, phone=PHONE)


@pytest.fixture
def number(user):
    return make_participant(user=user, registration_number=registration_numbers.make(2026)).registration_number


@pytest.mark.parametrize("way", ["email", "phone", "number"])
def test_number_phone_and_mail_lead_to_the_proved_address(client, user, number, way):
    phone = Client()
    phone.force_login(user)

    page = recover(client, {"email": ADDRESS, "phone": "0812 0000 1234", "number": number.lower()}[way])

    assert "Kata sandi diganti. Masuk dengan kata sandi yang baru." in page.text
    assert has_password(user, FRESH)
    assert phone.get("/pesan/").status_code == 302
    assert Message.objects.get(user=user).kind == "password_replaced"


def test_the_answer_is_alike_for_everybody_and_names_the_way_that_fits(client, user, number):
    without = make_participant(
        user=User.objects.create_user(name="Kenanga", password=PASSWORD),
        registration_number=registration_numbers.make(2026),
        email="kontak@contoh.example",
    )
    typed = [
        ADDRESS,
        PHONE,
        number,
        without.registration_number,
        without.email,
        "tidak@ada.example",
        "0899",
        "apa saja",
    ]
    answers = [forget(client, login) for login in typed]
    pages = {re.sub(r'value="[^"]{40,}"', "", client.get(answer.url).text) for answer in answers}

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, CODE)}
    assert len(pages) == 1
    assert NEITHER_SAYS in pages.pop()
    assert AddressCode.objects.count() == len(typed)
    assert {mail.to[0] for mail in received()} == {ADDRESS}


def test_a_contact_that_nobody_proved_recovers_nothing(client):
    stranger = User.objects.create_user(name="Orang asing", password=PASSWORD)
    make_participant(user=stranger, email=ADDRESS)

    recover(client, ADDRESS)

    assert received() == []
    assert has_password(stranger, PASSWORD)


def test_a_weak_password_of_somebody_with_a_role_is_refused_and_the_code_stays_of_use(client):
    user = make_user("officer", email=ADDRESS)

    page = recover(client, ADDRESS, password="bunga-77")
    assert "paling sedikit 12 karakter" in page.text
    assert has_password(user, PASSWORD)

    client.post(NEW, {"password": FRESH})
    assert has_password(user, FRESH)


def test_the_second_factor_stays_when_a_password_is_replaced_by_mail(client, user):
    user.authenticator_set.create(type="totp", data={"secret": "x"})

    recover(client, ADDRESS)

    assert has_password(user, FRESH)
    assert user.authenticator_set.count() == 1
    assert client.post("/masuk/", {"login": ADDRESS, "password": FRESH}).url.startswith("/akun/pengaman/authenticate/")


def test_those_who_share_a_phone_choose_after_its_code(client, settings):
    sms.turn_on(settings)
    first, second = [User.objects.create_user(name=f"Warga {n}", phone=PHONE, password=PASSWORD) for n in (1, 2)]

    forget(client, PHONE)
    choice = client.post(CODE, {"code": last_code(PHONE)})
    page = client.get(choice.url)
    value = next(value for value, account in page.context["accounts"] if account == second)
    client.post(choice.url, {"account": value})
    client.post(NEW, {"password": FRESH})

    assert (has_password(first, PASSWORD), has_password(second, FRESH)) == (True, True)


def test_who_has_not_chosen_gets_no_further(client, settings):
    sms.turn_on(settings)
    users = [User.objects.create_user(name=f"Warga {n}", phone=PHONE, password=PASSWORD) for n in (1, 2)]
    forget(client, PHONE)
    client.post(CODE, {"code": last_code(PHONE)})

    assert client.post(NEW, {"password": FRESH}).url == FORGOT
    assert [has_password(user, PASSWORD) for user in users] == [True, True]


# --- Codes out of order, late, twice, in another browser: a sentence each --------------------------------

WAYS = [(ASK, TYPE, "address"), (FORGOT, CODE, "login")]


@pytest.fixture(params=WAYS, ids=["log-in", "recovery"])
def way(request):
    return request.param


def test_the_code_of_the_request_before_is_named_as_such(client, user, way):
    ask, code, field = way
    client.post(ask, {field: ADDRESS})
    earlier = last_code(ADDRESS)
    client.post(ask, {field: ADDRESS})
    newest = last_code(ADDRESS)

    page = client.post(code, {"code": earlier})

    assert "Ini kode dari permintaan sebelumnya; ketik kode dari pesan yang terakhir." in page.text
    assert client.post(code, {"code": newest}).status_code == 302


def test_a_code_of_eleven_minutes_is_late(client, user, way, time_machine):
    ask, code, field = way
    client.post(ask, {field: ADDRESS})
    typed = last_code(ADDRESS)

    time_machine.move_to(now() + dt.timedelta(minutes=11))

    assert "Kode ini sudah lewat 10 menit; minta kode baru." in client.post(code, {"code": typed}).text
    assert SESSION_KEY not in client.session


def test_a_code_is_typed_once(client, user, way):
    ask, code, field = way
    client.post(ask, {field: ADDRESS})
    AddressCode.objects.update(sent_at=now(), used_at=now())

    assert "Kode ini sudah dipakai" in client.post(code, {"code": AddressCode.objects.get().digits}).text


def test_five_wrong_codes_end_it_alike_for_known_and_unknown(user, way):
    ask, code, field = way
    sentences = []
    for typed in (ADDRESS, "tidak@ada.example"):
        client = Client()
        client.post(ask, {field: typed})
        right = last_code(typed) or AddressCode.objects.order_by("pk").last().digits
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        pages = [client.post(code, {"code": each}) for each in [wrong] * 5 + [right]]
        sentences.append([page.context["form"].errors["code"] for page in pages])

    assert sentences[0] == sentences[1]
    assert sentences[0][-1] == ["Sudah lima kali salah; minta kode baru."]
    assert "tidak cocok" in sentences[0][0][0]


def test_a_code_is_of_no_use_in_another_browser(client, user, way):
    ask, code, field = way
    client.post(ask, {field: ADDRESS})

    answer = Client().post(code, {"code": last_code(ADDRESS)}, follow=True)

    assert answer.redirect_chain == [(ask, 302)]
    assert "Kode hanya berlaku di peramban tempat kode itu diminta; minta kode baru di sini." in answer.text


def test_a_code_for_one_thing_does_nothing_else(client, user):
    client.post(ASK, {"address": ADDRESS})
    client.post(FORGOT, {"login": ADDRESS})
    login = AddressCode.objects.get(purpose="login")

    assert client.post(CODE, {"code": login.digits}).status_code == 200
    assert AddressCode.objects.filter(used_at__isnull=False).count() == 0


def test_a_new_password_is_chosen_once_and_within_the_life_of_its_code(client, user, time_machine):
    recover(client, ADDRESS)
    assert client.post(NEW, {"password": "soto-betawi-hangat-3"}).url == FORGOT

    forget(client, ADDRESS)
    client.post(CODE, {"code": last_code(ADDRESS)})
    time_machine.move_to(now() + dt.timedelta(minutes=11))
    page = client.post(NEW, {"password": "soto-betawi-hangat-3"})

    assert "sudah lewat 10 menit" in page.text
    assert has_password(user, FRESH)
