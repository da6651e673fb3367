"""People change their own phone, address, business and times; nobody else does it for them here."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce import versions
from okoce.clock import today
from okoce.notifications import mails
from okoce.notifications.models import Delivery, Message
from okoce.regions.models import Region
from participants.people.models import Business, Participant
from participants.privacy import actions
from tests.carried import carried, post
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL, GROGOL_KELURAHAN, TOMANG
from tests.factories.registrations import make_business_class
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db
OLD = "lama@contoh.example"


@pytest.fixture
def owner(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def person(owner):
    return make_participant(user=owner, phone="+6281200009001", email=OLD, street="Jalan Anggrek 1", rt="001", rw="002")


def page_of(person, rest):
    return reverse(f"participants:privacy-{rest}", args=[person.registration_number])


def typed(**changes):
    fields = {"phone": "0812-0000-9001", "email": OLD, "street": "Jalan Anggrek 1", "rt": "001", "rw": "002"}
    return fields | {"kelurahan": TOMANG} | changes


def sealed_mails():
    found = Delivery.objects.filter(kind="contact_changed", message=None)
    return [mails.unsealed(delivery)[0] for delivery in found]


# --- Phone, mail, address --------------------------------------------------------------------------------


def test_phone_and_address_are_changed_and_the_history_names_the_owner(client, person, owner):
    answer = post(client, page_of(person, "contact"), typed(phone="0812-0000-7777", street="Gang Melati 7"))

    person.refresh_from_db()
    copy = person.history.latest()
    assert answer.url == page_of(person, "detail")
    assert (person.phone, person.street) == ("+6281200007777", "Gang Melati 7")
    assert (copy.phone, copy.history_user) == ("+6281200007777", owner)


def test_the_officer_reads_the_change_in_the_history(client, person):
    post(client, page_of(person, "contact"), typed(street="Gang Melati 7"))
    client.force_login(make_user("officer"))

    page = client.get(reverse("participants:history-list", args=[person.pk])).text

    assert "Gang Melati 7" in page


def test_a_changed_phone_is_a_message_in_the_inbox_and_the_page_says_so(client, person, owner):
    answer = post(client, page_of(person, "contact"), typed(phone="0812-0000-7777"))

    message = Message.objects.get(user=owner, kind="contact_changed")
    assert message.subject == "Nomor HP Anda diganti"
    assert "Cara masuk ke akun tetap sama" in message.body
    assert "0812" not in message.body
    assert "Pemberitahuannya ditulis di Pesan." in client.get(answer.url).text
    assert sealed_mails() == []


def test_of_a_changed_mail_address_the_old_one_is_notified(client, person):
    answer = post(client, page_of(person, "contact"), typed(email="baru@contoh.example"))

    assert sealed_mails() == [OLD]
    assert Message.objects.get(kind="contact_changed").subject == "Surel Anda diganti"
    assert "dan dikirimkan ke surel lama" in client.get(answer.url).text


def test_the_old_address_of_the_account_itself_gets_one_mail(client, owner):
    person = make_participant(user=owner, email=owner.email)

    post(client, page_of(person, "contact"), typed(email="", phone="0812-0000-7777"))

    assert Message.objects.get(kind="contact_changed").subject == "Nomor HP dan surel Anda diganti"
    assert Delivery.objects.filter(kind="contact_changed").count() == 1
    assert sealed_mails() == []


def test_a_first_mail_address_has_no_old_one(client, owner):
    person = make_participant(user=owner, email="")

    post(client, page_of(person, "contact"), typed(email="baru@contoh.example"))

    assert sealed_mails() == []


def test_a_changed_street_alone_tells_nobody(client, person):
    post(client, page_of(person, "contact"), typed(street="Gang Melati 7"))

    assert not Message.objects.exists()
    assert not Delivery.objects.exists()


def test_what_the_account_logs_in_with_stays(client, owner):
    person = make_participant(user=owner, phone=owner.phone, email=owner.email)
    before = (owner.phone, owner.email)

    post(client, page_of(person, "contact"), typed(phone="0812-0000-7777", email="baru@contoh.example"))

    owner.refresh_from_db()
    assert (owner.phone, owner.email) == before
    assert owner.phone_shown in client.get(page_of(person, "contact")).text


def test_nothing_changed_is_said(client, person):
    answer = post(client, page_of(person, "contact"), typed())

    assert "Tidak ada yang berubah." in client.get(answer.url).text
    assert not Message.objects.exists()


def test_another_kelurahan_of_the_kecamatan_is_the_home_from_today_on(client, person):
    post(client, page_of(person, "contact"), typed(kelurahan=GROGOL_KELURAHAN))

    person.refresh_from_db()
    home = person.residences.latest("since_on", "id")
    assert (person.kelurahan_id, person.kecamatan_id) == (GROGOL_KELURAHAN, GROGOL)
    assert (home.kelurahan_id, home.since_on) == (GROGOL_KELURAHAN, today())


def test_another_kecamatan_is_not_offered_and_the_page_says_what_to_do(client, person):
    page = client.get(page_of(person, "contact")).text

    assert "Duri Kepa" not in page
    assert "Pindah ke luar Kecamatan Grogol Petamburan?" in page
    assert "Minta pindah kecamatan" in page


def test_another_kecamatan_sent_all_the_same_is_refused(client, person):
    answer = post(client, page_of(person, "contact"), typed(kelurahan=DURI_KEPA))

    assert "minta pindah dari Data saya" in shown_again(client, answer).text
    person.refresh_from_db()
    assert person.kelurahan_id == TOMANG


def test_the_action_refuses_another_kecamatan(person, owner):
    elsewhere = Region.objects.get(pk=DURI_KEPA)
    fields = {name: getattr(person, name) for name in ("phone", "email", "street", "rt", "rw")}

    with pytest.raises(ValidationError, match="di kecamatan lain; minta pindah"):
        actions.change_contact(person, by=owner, kelurahan=elsewhere, **fields)


def test_two_at_once_are_asked_which_value_is_right(client, person):
    form = carried(client, page_of(person, "contact"))
    Participant.objects.filter(pk=person.pk).update(street="Jalan Kenanga 2")

    answer = client.post(page_of(person, "contact"), form | typed(street="Gang Melati 7"))

    page = shown_again(client, answer).text
    assert "Jalan Kenanga 2" in page
    assert "Gang Melati 7" in page
    person.refresh_from_db()
    assert person.street == "Jalan Kenanga 2"


# --- Whose -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, "mentor", "officer", "staff", "province"])
def test_the_actions_refuse_everybody_but_the_owner(person, role):
    other = make_user(role)
    Participant.objects.filter(pk=person.pk).update(mentor=other)
    person.refresh_from_db()
    home = Region.objects.get(pk=TOMANG)

    with pytest.raises(ValidationError, match="bukan milik akun ini"):
        actions.change_contact(person, by=other, phone="+628120000", email="", street="x", rt="", rw="", kelurahan=home)
    with pytest.raises(ValidationError, match="bukan milik akun ini"):
        actions.change_times(person, by=other, availability=1, cannot_whole_day=False, community=None)
    fields = {"standing": "idea", "trade": "x", "business_class": None, "name": "", "since_year": None}
    with pytest.raises(ValidationError, match="bukan milik akun ini"):
        actions.change_business(person, by=other, kelurahan=None, **fields)


def test_of_a_family_the_one_chosen_is_changed(client, owner, person):
    child = make_participant(user=owner, street="Jalan Anggrek 1")

    post(client, page_of(child, "contact"), typed(street="Gang Melati 7"))

    assert Participant.objects.get(pk=child.pk).street == "Gang Melati 7"
    assert Participant.objects.get(pk=person.pk).street == "Jalan Anggrek 1"


def test_my_data_lead_to_each_form_and_the_journey_to_my_data(client, person):
    page = client.get(page_of(person, "detail")).text

    assert [page_of(person, each) in page for each in ("contact", "business", "times")] == [True] * 3
    assert page_of(person, "detail") in client.get("/perjalanan/").text


# --- Business and times ----------------------------------------------------------------------------------


def test_the_business_is_changed_and_the_commodity_follows_its_kind(client, person):
    kind = make_business_class()
    Business.objects.create(participant=person, standing="idea", trade="gorengan")
    fields = {"standing": "running", "trade": "gorengan keliling", "business_class": str(kind.pk), "name": "Renyah"}

    post(client, page_of(person, "business"), fields | {"since_year": "2021", "kecamatan": "", "kelurahan": ""})

    business = Business.objects.get()
    assert (business.standing, business.trade, business.name) == ("running", "gorengan keliling", "Renyah")
    assert (business.business_class, business.commodity, business.since_year) == (kind, kind.commodity, 2021)


def test_who_has_no_business_yet_fills_it_in(client, person):
    fields = {"standing": "running", "trade": "keripik", "kecamatan": GROGOL, "kelurahan": TOMANG}

    client.post(page_of(person, "business"), fields)

    business = Business.objects.get(participant=person)
    assert (business.trade, business.kelurahan_id) == ("keripik", TOMANG)


def test_a_kecamatan_alone_is_no_place(client, person):
    fields = {"standing": "running", "trade": "keripik", "kecamatan": GROGOL, "kelurahan": ""}

    answer = client.post(page_of(person, "business"), fields)

    assert "Pilih juga kelurahannya" in shown_again(client, answer).text
    assert not Business.objects.exists()


def test_without_javascript_a_press_lists_the_kinds_and_keeps_what_is_typed(client, person):
    make_business_class()
    fields = {"standing": "running", "trade": "gorengan keliling", "name": "Renyah", "list": "1"}

    page = shown_again(client, client.post(page_of(person, "business"), fields)).text

    assert "Gerobak keliling, gorengan keliling" in page
    assert 'value="Renyah"' in page
    assert "Ada yang perlu diperbaiki" not in page
    assert not Business.objects.exists()


def test_two_who_change_the_business_are_asked(person, owner):
    Business.objects.create(participant=person, standing="idea", trade="gorengan")
    version = versions.Version.of(person.business, ["trade"])
    Business.objects.update(trade="bakso")
    fields = {"standing": "idea", "business_class": None, "name": "", "since_year": None, "kelurahan": None}

    with pytest.raises(versions.Changed):
        actions.change_business(person, by=owner, trade="sate", version=version, **fields)


def test_the_times_are_changed(client, person, owner):
    post(client, page_of(person, "times"), {"availability": ["0", "20"], "cannot_whole_day": "on", "community": ""})

    person.refresh_from_db()
    assert (person.availability, person.cannot_whole_day) == (1 | 1 << 20, True)
    assert person.history.latest().history_user == owner
