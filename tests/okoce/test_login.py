"""One door for everybody: a phone number, an e-mail address or a registration number, and a password or a code."""

import datetime as dt
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher

from okoce import settings as portal
from okoce.clock import now
from participants.cleaning import registration_numbers
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.mailbox import received

pytestmark = pytest.mark.django_db

MISMATCH = "Nomor atau kata sandi tidak cocok"
TOO_MANY = "Terlalu banyak percobaan masuk dari jaringan ini"


@pytest.fixture
def user():
    return make_user(phone="+6281200001234", email="melati@contoh.example")


def log_in(client, login, password=PASSWORD, url="/masuk/", **extra):
    return client.post(url, {"login": login, "password": password}, **extra)


def is_in(client, user):
    return client.session.get(SESSION_KEY) == str(user.pk)


@pytest.mark.parametrize(
    "login",
    [
        "081200001234",
        "0812-0000-1234",
        "+62 812 0000 1234",
        "6281200001234",
        "81200001234",
        " melati@contoh.example ",
        "Melati@Contoh.Example",
    ],
)
def test_phone_and_email_open_the_door_however_they_are_written(client, user, login):
    assert log_in(client, login).status_code == 302
    assert is_in(client, user)


@pytest.mark.parametrize("written", [str, str.lower, lambda number: number.replace("-", " ")])
def test_a_registration_number_opens_the_account_of_its_participant(client, user, written):
    number = registration_numbers.make(2026)
    make_participant(user=user, registration_number=number)

    log_in(client, written(number))

    assert is_in(client, user)


def test_one_account_serves_a_family(client, user):
    numbers = [registration_numbers.make(2026) for _ in range(2)]
    for number in numbers:
        make_participant(user=user, registration_number=number)

    for number in numbers:
        client.logout()
        log_in(client, number)
        assert is_in(client, user)


def test_a_participant_without_an_account_cannot_log_in(client):
    number = registration_numbers.make(2026)
    make_participant(registration_number=number)

    page = log_in(client, number)

    assert MISMATCH in page.text
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    "login",
    ["081200001234", "081200009999", "melati@contoh.example", "tidak@ada.example", "OK26-000000-0", "' or 1=1", "٠٨١٢"],
)
def test_a_refusal_never_tells_whether_the_account_exists(client, user, login):
    page = log_in(client, login, "salah-sekali-1")

    assert page.status_code == 200
    assert MISMATCH in page.text
    assert SESSION_KEY not in client.session


def test_a_stranger_costs_as_many_hashes_as_a_known_account(client, user, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))

    counts = []
    for login in ("081200001234", "081200009999", "melati@contoh.example", "tidak@ada.example", "OK26-000000-0"):
        hashed.clear()
        log_in(client, login, "salah-sekali-1")
        counts.append(len(hashed))

    assert counts == [1, 1, 1, 1, 1]


def test_the_sixth_try_is_refused_in_words_even_with_the_right_password(client, user):
    for login in ("081200001234", "melati@contoh.example", "+6281200001234", "0812 0000 1234", "MELATI@contoh.example"):
        assert MISMATCH in log_in(client, login, "salah-sekali-1").text

    page = log_in(client, "081200001234")

    assert TOO_MANY in page.text
    assert not is_in(client, user)


def test_the_tries_against_one_phone_do_not_lock_another(client, user):
    other = make_user(phone="+6281200005678")
    for _ in range(6):
        log_in(client, "081200001234", "salah-sekali-1")

    log_in(client, "081200005678")

    assert is_in(client, other)


def test_a_locked_person_still_gets_in_by_a_code(client, user):
    for _ in range(6):
        log_in(client, "081200001234", "salah-sekali-1")

    client.post("/masuk/kode/", {"address": user.email})
    client.post("/masuk/kode/periksa/", {"code": code_in(received()[-1])})

    assert is_in(client, user)


@pytest.mark.parametrize("proxies", [0, 1])
def test_behind_a_proxy_each_visitor_counts_alone(client, user, settings, proxies):
    """Without the count of proxies all of Jakarta would share one bucket; with it nobody can invent an address."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(5):
        forged = f"203.0.113.{number}, 198.51.100.1"
        log_in(client, "081200001234", "salah-sekali-1", HTTP_X_FORWARDED_FOR=forged)

    log_in(client, "081200001234", HTTP_X_FORWARDED_FOR="198.51.100.2")

    assert is_in(client, user) is (proxies == 1)


def test_a_page_for_members_leads_to_the_door_and_back(client, user):
    asked = client.get("/akun/")
    assert asked.url == "/masuk/?next=/akun/"

    entered = client.post(asked.url, {"login": user.email, "password": PASSWORD, "next": "/akun/"})

    assert entered.url == "/akun/"


@pytest.mark.parametrize(
    "target", ["https://jahat.example/", "//jahat.example/", r"https:\\jahat.example", "javascript:alert(1)"]
)
def test_the_way_back_never_leads_elsewhere(client, user, target):
    entered = client.post("/masuk/", {"login": user.email, "password": PASSWORD, "next": target})

    assert entered.status_code == 302
    assert entered.url == "/"


def test_the_admin_has_no_door_of_its_own(client):
    assert client.get("/admin/").url == "/masuk/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").url == "/masuk/?next=%2Fadmin%2F"


@pytest.mark.parametrize("remember", [True, False])
def test_a_shared_device_forgets_unless_asked_to_remember(client, user, remember):
    client.post("/masuk/", {"login": user.email, "password": PASSWORD} | ({"remember": "on"} if remember else {}))

    assert client.session.get_expire_at_browser_close() is not remember


def test_a_closed_account_is_refused_only_after_the_right_password(client):
    user = make_user(is_active=False)

    assert MISMATCH in log_in(client, user.email, "salah-sekali-1").text
    assert log_in(client, user.email).url == "/akun/nonaktif/"
    assert SESSION_KEY not in client.session


def test_logging_out_takes_a_press(client, user):
    client.force_login(user)

    assert client.get("/keluar/").status_code == 200
    assert is_in(client, user)
    assert client.post("/keluar/").url == "/"
    assert SESSION_KEY not in client.session


def test_bare_accounts_are_not_made_here(client):
    assert client.get("/akun/daftar/").url == "/daftar/"
    assert client.post("/akun/daftar/", {"email": "baru@contoh.example", "password1": PASSWORD}).url == "/daftar/"


def test_passwords_are_kept_with_argon2():
    assert portal.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


# --- Codes ---------------------------------------------------------------------------------------------


def code_in(message):
    return re.search(r"\b(\d{6})\b", message.body)[1]


def test_a_code_by_email_opens_the_door(client, user):
    asked = client.post("/masuk/kode/", {"address": user.email})
    assert asked.url == "/masuk/kode/periksa/"

    client.post(asked.url, {"code": code_in(received()[0])})

    assert is_in(client, user)


def test_asking_for_a_code_never_tells_whether_the_account_exists(client, user):
    make_participant(email="kontak@contoh.example")
    typed = [user.email, "kontak@contoh.example", "tidak@ada.example"]
    answers = [client.post("/masuk/kode/", {"address": address}) for address in typed]
    pages = [client.get(answer.url).text for answer in answers]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/masuk/kode/periksa/")}
    assert len({re.sub(r'value="[^"]{40,}"', "", page) for page in pages}) == 1
    assert [mail.to for mail in received()] == [[address] for address in typed[:2]]


def test_without_a_channel_no_code_is_offered(client, settings):
    assert "/masuk/kode/" in client.get("/masuk/").text

    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = False

    assert "/masuk/kode/" not in client.get("/masuk/").text
    assert client.get("/masuk/kode/").status_code == 404


def test_a_forgotten_password_is_replaced_by_a_code(client, user):
    client.post("/akun/sandi/lupa/", {"login": user.email})
    client.post("/akun/sandi/lupa/kode/", {"code": code_in(received()[0])})
    client.post("/akun/sandi/lupa/baru/", {"password": "teratai-putih-77"})

    log_in(client, user.email, "teratai-putih-77")

    assert is_in(client, user)


def test_a_weak_password_is_refused_in_words(client, user):
    client.force_login(user)

    page = client.post(
        "/akun/sandi/ganti/", {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    )

    assert "Kata sandi ini terlalu umum; pilih yang lain." in page.text
    assert user.check_password(PASSWORD)


# --- Words ---------------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(Sign|Password|Email address|Submit|Confirm|Cancel|Change|Remove|Add|Save|Code|Your|Please|the)\b"
)


@pytest.mark.parametrize(
    "url",
    [
        "/masuk/",
        "/masuk/kode/",
        "/akun/sandi/lupa/",
        "/akun/nonaktif/",
        "/keluar/",
        "/akun/",
        "/akun/surel/",
        "/akun/sandi/ganti/",
        "/akun/konfirmasi/",
        "/akun/pengaman/",
        "/akun/pengaman/webauthn/",
    ],
)
def test_the_pages_of_the_door_speak_indonesian(client, user, url):
    if url.startswith(("/akun", "/keluar")) and url not in ("/akun/sandi/lupa/", "/akun/nonaktif/"):
        client.force_login(user)

    page = client.get(url)

    assert page.status_code == 200
    words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page.text, flags=re.DOTALL)
    assert ENGLISH.findall(words) == []


def test_letters_speak_indonesian(client, user):
    client.post("/masuk/kode/", {"address": user.email})
    client.post("/akun/sandi/lupa/", {"login": user.email})

    assert len(received()) == 2
    for letter in received():
        assert letter.subject.endswith("Portal OK OCE")
        assert ENGLISH.findall(letter.subject + letter.body) == []


def test_a_session_ends_when_its_time_is_over(client, time_machine):
    client.force_login(make_user())
    before = client.get("/pesan/").status_code
    time_machine.move_to(now() + dt.timedelta(days=15))

    assert (before, client.get("/pesan/").status_code) == (200, 302)
