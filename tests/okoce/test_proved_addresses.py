"""An address is a log-in once it is proved: by a code to it, and never because somebody typed it."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from okoce.accounts.models import AddressCode, User
from okoce.accounts.proofs import Proof, proved
from tests import sms
from tests.codes import ASK, TYPE, confirmed, last_code, log_in_by_code
from tests.factories.people import PASSWORD, ROLES_SINCE, make_participant, make_user
from tests.mailbox import received

pytestmark = pytest.mark.django_db

ADDRESS, PHONE = "melati@contoh.example", "+6281200001234"
ADD, ADD_CODE = "/akun/surel/", "/akun/surel/periksa/"


def who_is_in(client):
    return User.objects.filter(pk=client.session.get(SESSION_KEY)).first()


# --- The promise in the database ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"email": ADDRESS},
        {"phone": PHONE},
        {"email": ADDRESS, "email_proved_at": ROLES_SINCE},
        {"email": ADDRESS, "email_proof": "code"},
        {"email": ADDRESS, "email_proved_at": ROLES_SINCE, "email_proof": "heard of"},
        {"email_proved_at": ROLES_SINCE, "email_proof": "code"},
        {"phone": PHONE, "phone_proved_at": ROLES_SINCE, "phone_proof": "desk"},  # nobody saw the card
    ],
)
def test_no_account_holds_an_address_without_its_proof(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="Melati", password="!", **fields)


def test_who_saw_a_card_is_named_for_a_phone_proved_at_the_desk_only():
    officer = make_user("officer")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="Melati", **proved(Proof.CODE, phone=PHONE, seen_by=officer))
    User.objects.create(name="Melati", **proved(Proof.DESK, phone=PHONE, seen_by=officer))

    assert User.objects.get(phone=PHONE).phone_seen_by == officer


def test_a_superuser_made_at_the_server_is_proved_by_the_administrator_and_may_add_a_second_factor(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", interactive=False, email=ADDRESS, name="Melati")

    user = User.objects.get(email=ADDRESS)
    assert (user.email_proof, user.factor_approvals.count()) == ("administrator", 1)


# --- Logging in by a code -------------------------------------------------------------------------------


def test_who_proves_an_address_that_is_only_a_contact_gets_an_empty_account_of_its_own(client):
    stranger = User.objects.create_user(name="Orang asing", password=PASSWORD)
    person = make_participant(user=stranger, email=ADDRESS)

    page = log_in_by_code(client, ADDRESS)

    own = who_is_in(client)
    person.refresh_from_db()
    assert page.status_code == 302
    assert (own.email, own.email_proof, own.has_usable_password()) == (ADDRESS, "code", False)
    assert own not in (None, stranger)
    assert person.user == stranger
    assert "dihubungkan di meja kecamatan dengan KTP" in client.get("/akun/").text


def test_the_page_of_the_code_says_alike_what_happens_with_registrations_of_others(client):
    client.post(ASK, {"address": "tidak@ada.example"})

    assert "dapat dihubungkan di meja kecamatan dengan KTP" in client.get(TYPE).text


def test_an_address_that_nobody_gave_gets_no_text_and_its_code_cannot_be_guessed(client):
    client.post(ASK, {"address": "tidak@ada.example"})
    received()

    page = client.post(TYPE, {"code": AddressCode.objects.get().digits})

    assert received() == []
    assert "tidak cocok" in page.text
    assert not User.objects.exists()


def test_the_second_time_the_same_account_is_opened(client):
    make_participant(email=ADDRESS)
    log_in_by_code(client, ADDRESS)
    first = who_is_in(client)

    again = Client()
    log_in_by_code(again, ADDRESS)

    assert who_is_in(again) == first


def test_a_code_asks_for_the_second_factor_too(client):
    user = make_user(email=ADDRESS)
    user.authenticator_set.create(type="totp", data={"secret": "x"})

    answer = log_in_by_code(client, ADDRESS)

    assert answer.url.startswith("/akun/pengaman/authenticate/")
    assert who_is_in(client) is None


def test_a_code_leads_back_to_the_page_that_was_asked_for_and_nowhere_else(client):
    make_user(email=ADDRESS)
    for wanted, reached in (("/pesan/", "/pesan/"), ("https://jahat.example/", "/")):
        client.logout()
        client.post(ASK, {"address": ADDRESS, "next": wanted})

        assert client.post(TYPE, {"code": last_code(ADDRESS)}).url == reached


def test_a_locked_account_is_not_entered_by_a_code(client):
    make_user(email=ADDRESS, is_active=False)

    assert log_in_by_code(client, ADDRESS).url == "/akun/nonaktif/"
    assert who_is_in(client) is None


def test_asking_for_codes_again_and_again_is_stopped_alike_for_everybody(client):
    make_user(email=ADDRESS)
    for address in (ADDRESS, "tidak@ada.example"):
        answers = [client.post(ASK, {"address": address}) for _ in range(6)]

        assert [answer.status_code for answer in answers] == [302] * 5 + [200]
        assert "Terlalu banyak permintaan kode" in answers[-1].text


def test_no_second_truth_about_addresses_is_kept(client):
    user = make_user(email=ADDRESS)
    log_in_by_code(client, ADDRESS)
    client.post("/keluar/")
    client.post("/masuk/", {"login": ADDRESS, "password": PASSWORD})
    browser = confirmed(user)
    browser.post(ADD, {"address": "baru@contoh.example"})
    browser.post(ADD_CODE, {"code": last_code("baru@contoh.example")})

    assert User.objects.get(pk=user.pk).email == "baru@contoh.example"
    assert not EmailAddress.objects.exists()


# --- A phone of several ---------------------------------------------------------------------------------


def share_phone(count):
    return [
        User.objects.create_user(name=f"Warga {name}", phone=PHONE, password=PASSWORD)
        for name in ("Anggrek", "Bakung", "Cempaka", "Dahlia", "Edelweis")[:count]
    ]


def test_a_phone_of_one_opens_its_account_and_a_phone_of_five_none(client):
    share_phone(1)
    client.post("/masuk/", {"login": PHONE, "password": PASSWORD})
    assert who_is_in(client).name == "Warga Anggrek"

    client.logout()
    User.objects.all().delete()
    share_phone(5)
    page = client.post("/masuk/", {"login": PHONE, "password": PASSWORD})

    assert "masuk dengan nomor pendaftaran" in page.text
    assert who_is_in(client) is None


def test_a_shared_phone_is_refused_as_an_unknown_one_with_as_many_hashes(client, monkeypatch):
    share_phone(5)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))

    pages = [client.post("/masuk/", {"login": login, "password": PASSWORD}) for login in (PHONE, "+6281200009999")]

    assert len(hashed) == 2
    assert pages[0].context["form"].errors == pages[1].context["form"].errors


def test_after_the_code_to_a_shared_phone_each_of_five_chooses_themselves(settings):
    sms.turn_on(settings)
    users = share_phone(5)

    for user in users:
        client = Client()
        before = client.post(ASK, {"address": "0812-0000-1234"})
        assert user.name not in client.get(before.url).text
        choice = client.post(TYPE, {"code": last_code(PHONE)})
        page = client.get(choice.url)
        assert [account.name for _, account in page.context["accounts"]] == [each.name for each in users]
        (value,) = [value for value, account in page.context["accounts"] if account == user]

        client.post(choice.url, {"account": value})

        assert who_is_in(client) == user


def test_a_choice_is_of_use_once_in_its_browser_and_for_those_of_the_phone_only(settings, client):
    sms.turn_on(settings)
    share_phone(2)
    other = make_user()
    client.post(ASK, {"address": PHONE})
    client.post(TYPE, {"code": last_code(PHONE)})
    (first, _), (second, _) = client.get("/masuk/kode/pilih/").context["accounts"]

    row = AddressCode.objects.get()
    client.post("/masuk/kode/pilih/", {"account": first.replace(first.split(":")[1], str(other.pk), 1)})
    assert who_is_in(client) is None
    assert Client().post("/masuk/kode/pilih/", {"account": first}).url == ASK
    client.post("/masuk/kode/pilih/", {"account": second})
    assert who_is_in(client).name == "Warga Bakung"
    row.refresh_from_db()
    assert row.finished_at is not None
    assert client.post("/masuk/kode/pilih/", {"account": first}).url == ASK


def test_without_a_channel_to_phones_the_page_asks_for_mail_only(client):
    share_phone(1)

    page = client.post(ASK, {"address": PHONE})

    assert "Surel ini salah ketik" in page.text
    assert not AddressCode.objects.exists()
