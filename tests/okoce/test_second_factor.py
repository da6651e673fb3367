"""Who holds a role needs a second factor: an app or a passkey. Citizens may have one."""

import base64
import hmac
import re
import time

import pytest
from django.contrib.auth import SESSION_KEY

from okoce import settings as portal
from okoce.accounts.models import User
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ACTIVATE, DEACTIVATE, GATE = "/akun/pengaman/totp/activate/", "/akun/pengaman/totp/deactivate/", "/akun/pengaman/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.STAFF_SECOND_FACTOR = True


def log_in(client, user):
    return client.post("/masuk/", {"login": user.email, "password": PASSWORD})


def current_code(secret, *, step=0):
    counter = (int(time.time()) // 30 + step).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15  # RFC 4226: the last four bits say which four bytes are the number
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def confirm_password(client):
    client.post("/akun/konfirmasi/", {"password": PASSWORD})


def activate(client):
    User.objects.get(pk=client.session[SESSION_KEY]).factor_approvals.create()
    confirm_password(client)
    secret = re.search(r'id="authenticator_secret"[^>]* value="(\w+)"', client.get(ACTIVATE).text)[1]
    client.post(ACTIVATE, {"code": current_code(secret)})
    return secret


@pytest.mark.parametrize("role", ["officer", "staff", "province", "auditor", "privacy", "mentor", "official"])
@pytest.mark.parametrize("url", ["/admin/", "/akun/", "/", "/admin/accounts/user/"])
def test_who_holds_a_role_gets_no_further_than_the_page_that_adds_one(client, role, url):
    log_in(client, make_user(role))

    response = client.get(url)

    assert response.status_code == 302
    assert response.url == GATE
    assert "wajib memakai pengaman kedua" in client.get(GATE).text


def test_citizens_go_where_they_want(client):
    log_in(client, make_user())

    assert client.get("/akun/").status_code == 200


def test_the_superuser_is_staff(client):
    log_in(client, make_user(is_superuser=True))

    assert client.get("/admin/").url == GATE


def test_staff_may_always_leave(client):
    log_in(client, make_user("staff"))

    assert client.post("/keluar/").url == "/"
    assert SESSION_KEY not in client.session


def test_nothing_is_written_on_the_way_past(client):
    user = make_user("staff")
    log_in(client, user)

    client.post("/akun/sandi/ganti/", {"oldpassword": PASSWORD, "password1": "teratai-77x", "password2": "teratai-77x"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_app_opens_the_way_and_is_asked_for_next_time(client):
    user = make_user("staff")
    log_in(client, user)
    secret = activate(client)
    assert client.get("/admin/").status_code == 200
    client.post("/keluar/")

    half = log_in(client, user)
    assert half.url == "/akun/pengaman/authenticate/"
    assert SESSION_KEY not in client.session

    client.post(half.url, {"code": current_code(secret, step=1)})
    assert client.session[SESSION_KEY] == str(user.pk)


def test_a_wrong_code_opens_nothing(client):
    user = make_user("staff")
    log_in(client, user)
    activate(client)
    client.post("/keluar/")

    page = client.post(log_in(client, user).url, {"code": "000000"})

    assert page.status_code == 200
    assert SESSION_KEY not in client.session


def test_recovery_codes_are_shown_when_the_app_is_added(client):
    log_in(client, make_user("staff"))
    activate(client)

    page = client.get("/akun/pengaman/recovery-codes/")

    assert len(re.findall(r"\b\d{8}\b", re.search("<textarea.*</textarea>", page.text, re.DOTALL)[0])) == 10


def test_without_the_app_the_gate_closes_again(client):
    log_in(client, make_user("staff"))
    activate(client)

    client.post(DEACTIVATE)

    assert client.get("/admin/").url == GATE


def test_who_becomes_staff_meets_the_gate_at_the_next_step(client):
    user = make_user()
    log_in(client, user)
    assert client.get("/akun/").status_code == 200

    user.assignments.create(role="officer", region_id="31.73.02")

    assert client.get("/akun/").url == GATE


def test_embedded_does_not_ask_and_production_does(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    log_in(client, make_user("staff"))

    assert client.get("/admin/").status_code == 200
    assert 'env.bool("STAFF_SECOND_FACTOR", default=not EMBEDDED)' in open(portal.__file__).read()


def test_the_secret_is_unlike_for_each(client):
    secrets = set()
    for _ in range(2):
        client.logout()
        log_in(client, make_user("staff"))
        secrets.add(activate(client))

    assert len(secrets) == 2


# --- Passkeys in a real browser, under the strict policy ----------------------------------------------------------


@pytest.fixture
def passkey_page(page):
    """A page of a Chromium that holds a fingerprint reader, and tells what the policy forbade."""
    page.forbidden = []
    page.on("console", lambda line: "Content Security Policy" in line.text and page.forbidden.append(line.text))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": reader | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_staff_add_a_passkey_and_come_back_with_it(live_server, passkey_page):
    page = passkey_page
    user = make_user("staff")
    page.goto(f"{live_server.url}/masuk/")
    page.get_by_label("Nomor HP, surel, atau nomor pendaftaran").fill(user.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.goto(f"{live_server.url}/admin/")
    assert page.url == f"{live_server.url}{GATE}"

    user.factor_approvals.create()
    page.goto(f"{live_server.url}/akun/pengaman/webauthn/add/")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Konfirmasi").click()
    page.get_by_label("Tanpa kata sandi").check()
    page.get_by_role("button", name="Tambah").click()
    page.wait_for_url(re.compile("recovery-codes"))
    page.goto(f"{live_server.url}/admin/")
    assert page.get_by_role("heading", name="Kelola program").is_visible()

    page.goto(f"{live_server.url}/keluar/")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    page.goto(f"{live_server.url}/masuk/?next=/admin/")
    page.get_by_role("button", name="Masuk dengan passkey").click()
    page.wait_for_url(f"{live_server.url}/admin/")

    assert page.get_by_role("heading", name="Kelola program").is_visible()
    assert page.forbidden == []
