"""Who shows a card to an officer gets an account that is theirs alone; a stranger who came first ends with nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from okoce.accounts.models import AccessLog, User
from okoce.accounts.proofs import Proof, proved
from okoce.notifications.models import Message
from participants.claims import accounts
from participants.claims import actions as claims
from participants.claims.login_lookup import holds_registrations
from participants.claims.models import CardAccount
from participants.cleaning import registration_numbers
from participants.people.models import Participant
from tests.codes import log_in_by_code
from tests.factories.people import PASSWORD, make_participant, make_user
from tests.factories.places import JATINEGARA, TOMANG
from tests.signed_in import is_signed_in, signed_in

pytestmark = pytest.mark.django_db

PHONE, FRESH, ADDRESS = "+6281200001234", "gado-gado-sepiring-9", "melati@contoh.example"


def make_stranger():
    """Somebody who opened an account with a password, and got more ways in."""
    stranger = User.objects.create_user(name="Orang asing", email="asing@contoh.example", password=PASSWORD)
    stranger.authenticator_set.create(type="totp", data={"secret": "x"})
    return stranger


def recover(person, *, officer=None):
    issued = claims.issue_at_desk(person, by=officer or make_user("officer"))
    asked = claims.request_code(person.registration_number, person.birth_on)
    return claims.redeem(asked.pk, claims.code_of(issued), password=FRESH)


def prove(person):
    return accounts.prove_phone(person, by=make_user("officer"))


BY_CARD = pytest.mark.parametrize("by_card", [recover, prove])


@pytest.fixture
def person():
    return make_participant(user=make_stranger(), phone=PHONE, kelurahan=TOMANG)


# --- The stranger first ---------------------------------------------------------------------------------


@BY_CARD
def test_of_a_stranger_who_registered_only_this_person_nothing_opens_the_account_any_more(person, by_card):
    browser = signed_in(person.user)

    account = by_card(person)

    person.refresh_from_db()
    account.refresh_from_db()
    assert person.user == account
    assert not is_signed_in(browser)
    assert not account.check_password(PASSWORD)
    assert account.email is None
    assert not account.authenticator_set.exists()


@BY_CARD
def test_of_a_stranger_with_others_the_person_goes_away_into_an_own_account(person, by_card):
    stranger, other = person.user, make_participant(user=person.user)
    browser = signed_in(stranger)

    account = by_card(person)

    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.user, other.user) == (account, stranger)
    assert account != stranger
    assert is_signed_in(browser)  # into what is left
    assert browser.get(reverse("participants:journey-detail", args=[person.registration_number])).status_code == 404
    assert Message.objects.filter(user=stranger, kind="left_account").count() == 1


@BY_CARD
def test_a_stranger_s_waiting_registration_keeps_their_account_apart_too(person, by_card):
    stranger = person.user
    make_participant(holds_nik=False, user=stranger)

    account = by_card(person)

    person.refresh_from_db()
    assert person.user == account != stranger


@BY_CARD
def test_the_stranger_gets_nothing_back_with_their_own_card(person, by_card):
    own = make_participant(user=person.user, kelurahan=TOMANG)
    account = by_card(person)

    strangers = by_card(own)

    person.refresh_from_db()
    assert person.user == account != strangers


def test_the_registration_number_opens_the_account_of_the_card_and_not_the_stranger_s(person):
    number = registration_numbers.make(2026)
    Participant.objects.filter(pk=person.pk).update(registration_number=number)
    person.refresh_from_db()
    make_participant(user=person.user)
    recover(person)

    browsers = {password: Client() for password in (PASSWORD, FRESH)}
    for password, browser in browsers.items():
        browser.post("/masuk/", {"login": number, "password": password})

    assert {password: is_signed_in(browser) for password, browser in browsers.items()} == {PASSWORD: False, FRESH: True}


# --- The owner first ------------------------------------------------------------------------------------


@BY_CARD
def test_a_stranger_who_comes_later_opens_nothing_of_it(person, by_card):
    account = by_card(person)
    person.refresh_from_db()
    stranger = User.objects.create_user(name="Orang asing 2", password=PASSWORD)
    waiting = make_participant(nik=person.nik, holds_nik=False, user=stranger)
    asked = claims.request_code(person.registration_number, person.birth_on)

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(asked.pk, claims.code_of(asked), user=stranger)

    person.refresh_from_db()
    assert person.user == account
    assert list(stranger.participants.all()) == [waiting]


# --- Who has an account by card already ------------------------------------------------------------------


@pytest.mark.parametrize("first", [recover, prove])
@pytest.mark.parametrize("then", [recover, prove])
def test_the_family_that_the_owner_registered_afterwards_stays(person, first, then):
    account = first(person)
    child = make_participant(user=account)
    person.refresh_from_db()

    assert then(person) == account

    child.refresh_from_db()
    assert child.user == account


def test_a_phone_proved_at_the_desk_outlives_a_new_password(person):
    prove(person)
    person.refresh_from_db()

    account = recover(person)

    account.refresh_from_db()
    assert (account.phone, account.phone_proof) == (PHONE, "desk")
    assert account.check_password(FRESH)


def test_a_password_of_the_desk_outlives_a_phone_that_is_proved_later(person):
    account = recover(person)
    person.refresh_from_db()

    prove(person)

    account.refresh_from_db()
    assert account.check_password(FRESH)
    assert account.phone == PHONE


def test_an_account_that_moved_on_is_nobody_s_by_card_any_more(person):
    recover(person)
    person.user = make_user()
    person.save(update_fields=["user"])

    assert CardAccount.objects.filter(participant=person).exists()
    assert not accounts.is_of_card_holder(person)


# --- The phone at the desk -------------------------------------------------------------------------------


def press(person, officer):
    return signed_in(officer).post(reverse("participants:desk-prove-phone", args=[person.pk]), follow=True)


def test_an_officer_proves_the_phone_of_who_shows_the_card(person):
    officer = make_user("officer")

    page = press(person, officer)

    person.refresh_from_db()
    account = person.user
    assert (account.phone, account.phone_proof, account.phone_seen_by) == (PHONE, "desk", officer)
    assert "Beri kode kata sandi baru" in page.text
    reasons = AccessLog.objects.filter(actor=officer, act="change").values_list("subject", "reason")
    words = "Nomor HP dipastikan sebagai cara masuk"
    assert set(reasons) == {("people.participant", words), ("accounts.user", words)}


def test_who_has_no_account_yet_gets_one(person):
    person = make_participant(phone="+6281200009999", kelurahan=TOMANG)

    press(person, make_user("officer"))

    person.refresh_from_db()
    assert person.user.phone == "+6281200009999"
    assert not person.user.has_usable_password()


def test_five_neighbours_prove_the_same_phone():
    people = [make_participant(phone=PHONE, kelurahan=TOMANG) for _ in range(5)]
    officer = make_user("officer")

    for person in people:
        press(person, officer)

    assert User.objects.filter(phone=PHONE).count() == 5


def test_the_button_stands_on_the_person_s_page_for_who_checks_cards_there(person):
    url = reverse("participants:people-detail", args=[person.pk])
    button = "Pastikan nomor HP sebagai cara masuk"

    assert button in signed_in(make_user("officer")).get(url).text
    assert button not in signed_in(make_user("privacy")).get(url).text


def test_only_an_officer_of_the_place_proves_it(person):
    elsewhere = make_participant(kelurahan=JATINEGARA)

    assert press(elsewhere, make_user("officer")).status_code == 404
    assert press(person, make_user("mentor")).status_code == 403
    assert not User.objects.filter(phone=PHONE).exists()


def test_the_account_of_somebody_with_a_role_is_not_touched_at_a_desk(person):
    person.user.assignments.create(role="officer", region_id=TOMANG[:8])

    assert "hubungi administrator" in press(person, make_user("officer")).text
    person.user.refresh_from_db()
    assert person.user.phone is None
    assert person.user.check_password(PASSWORD)


def test_a_number_that_is_none_of_a_mobile_phone_is_no_log_in():
    person = make_participant(phone="+62215550123", kelurahan=TOMANG)

    assert "bukan nomor HP" in press(person, make_user("officer")).text
    assert not User.objects.filter(phone="+62215550123").exists()


# --- By the code to an address of the record --------------------------------------------------------------


def test_a_claim_by_mail_proves_the_address_unless_another_account_has_it():
    taken = make_user(email=ADDRESS)
    free = make_participant(email="bebas@contoh.example")
    late = make_participant(email=ADDRESS)

    made = [claim_by_mail(person) for person in (free, late)]

    assert [(account.email, account.email_proof) for account in made] == [("bebas@contoh.example", "code"), (None, "")]
    assert User.objects.get(email=ADDRESS) == taken


def claim_by_mail(person):
    asked = claims.request_code(person.registration_number, person.birth_on)
    return claims.redeem(asked.pk, claims.code_of(asked), password=FRESH)


def test_an_empty_account_with_a_waiting_registration_keeps_its_address(client):
    make_participant(email=ADDRESS)
    log_in_by_code(client, ADDRESS)
    holder = User.objects.get(email=ADDRESS)
    make_participant(holds_nik=False, user=holder)

    assert holds_registrations(holder)
    assert not holds_registrations(make_user())


def test_what_a_stranger_proved_before_stays_theirs_and_never_the_person_s(person):
    stranger = person.user
    User.objects.filter(pk=stranger.pk).update(**proved(Proof.CODE, phone=PHONE))
    make_participant(user=stranger)

    account = prove(person)

    assert {user.pk for user in User.objects.filter(phone=PHONE)} == {stranger.pk, account.pk}
