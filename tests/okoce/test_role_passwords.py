"""Passwords of people with a role: long enough, and not made of words that anybody here would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from okoce.accounts import passwords
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import make_places

pytestmark = pytest.mark.django_db

CHANGE = "/akun/sandi/ganti/"
STRONG = "tenun-sawo-ketoprak-88"


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("sawotenun88", [passwords.TOO_SHORT]),
        ("sawo-tenun-8", []),
        ("jakarta1", [passwords.TOO_SHORT, passwords.TOO_PLAIN]),
        ("petugas123", [passwords.TOO_SHORT, passwords.TOO_PLAIN]),
        ("petugas123456", [passwords.TOO_PLAIN]),
        ("JakartaBarat2026", [passwords.TOO_PLAIN]),
        ("kebon.jeruk-11530", [passwords.TOO_PLAIN]),
        ("GrogolPetamburan2026!", [passwords.TOO_PLAIN]),
        ("november-2026-okoce", [passwords.TOO_PLAIN]),
        ("qwertyuiop1234", [passwords.TOO_PLAIN]),
        ("5ayangku-k4mu", []),
        ("5ayang-k4mu-2026", [passwords.TOO_PLAIN]),
        ("p455w0rd-dki-2026", [passwords.TOO_PLAIN]),
        ("Sélamat-Pagi-2026", [passwords.TOO_PLAIN]),
        ("merahkuninghijau", [passwords.TOO_PLAIN]),
        ("merah-kuning-hijau-biru", []),
        ("zbzbzbzbzbzb", [passwords.FEW_CHARACTERS]),
        (STRONG, []),
        (PASSWORD, []),
    ],
)
def test_a_password_is_judged_by_its_length_its_characters_and_its_words(password, wrong):
    make_places()

    assert passwords.weaknesses(password) == wrong


@pytest.mark.parametrize("role", ["mentor", "officer", "official"])
def test_who_holds_a_role_may_not_choose_it(client, role):
    user = make_user(role)
    client.force_login(user)

    page = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": "petugas123456", "password2": "petugas123456"})

    user.refresh_from_db()
    assert passwords.TOO_PLAIN in page.text
    assert user.check_password(PASSWORD)


def test_citizens_and_new_accounts_are_judged_by_the_other_rules():
    validate_password("bakso-urat-7", make_user())
    validate_password("bakso-urat-7")


def test_a_superuser_is_judged():
    with pytest.raises(ValidationError, match="paling sedikit 12 karakter"):
        validate_password("bakso-urat7", make_user(is_superuser=True))


def log_in(client, user, password):
    client.post("/masuk/", {"login": user.email, "password": password})


def test_who_came_with_a_weak_one_replaces_it_before_anything_else(client):
    user = make_user("officer", password="petugas123456")
    log_in(client, user, "petugas123456")

    assert client.get("/meja/").url == CHANGE
    assert "mudah ditebak" in client.get(CHANGE).text
    client.post(CHANGE, {"oldpassword": "petugas123456", "password1": STRONG, "password2": STRONG})

    assert client.get("/meja/").status_code == 200


def test_who_came_with_a_weak_one_may_leave(client):
    user = make_user("officer", password="petugas123456")
    log_in(client, user, "petugas123456")

    assert client.post("/keluar/").url == "/"


@pytest.mark.parametrize(("role", "password"), [("officer", STRONG), (None, "petugas123456")])
def test_others_go_on(client, role, password):
    log_in(client, make_user(role, password=password), password)

    assert client.get("/akun/").status_code == 200


def test_the_second_factor_comes_first(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    log_in(client, make_user("officer", password="petugas123456"), "petugas123456")

    assert client.get("/meja/").url == "/akun/pengaman/"
