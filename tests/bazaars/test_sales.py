"""Takings at a stall: recorded by Sudin staff, evidence of Pemasaran."""

import pytest
from django.urls import reverse

from bazaars.models import StallSale
from participants.actions import identity
from participants.models import IdentityCheck, StageStanding
from tests.factories.bazaars import make_bazaar, make_sale
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, JATINEGARA
from tests.factories.sessions import in_days

pytestmark = pytest.mark.django_db


def send(client, user, sale=None, **data):
    client.force_login(user)
    name, args = ("change", [sale.pk]) if sale else ("add", [])
    return client.post(reverse(f"admin:bazaars_stallsale_{name}", args=args), data)


def filled(bazaar, participant, **changes):
    return {
        "bazaar": bazaar.pk,
        "registration_number": participant.registration_number,
        "sold_on": f"{bazaar.starts_on:%Y-%m-%d}",
        "amount": "250000",
    } | changes


def test_a_recorded_sale_brings_pemasaran(client):
    bazaar, participant = make_bazaar(days=(-2, 0)), make_participant()
    identity.check(participant, by=make_user("officer"), place=IdentityCheck.Place.DESK)

    send(client, make_user("staff"), **filled(bazaar, participant))

    sale = StallSale.objects.get()
    assert (sale.participant, sale.amount) == (participant, 250_000)
    standing = StageStanding.objects.get(participant=participant, stage="pemasaran")
    assert standing.evidence == f"stallsale:{sale.pk}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"registration_number": "OK26-ENTAH"}, "Nomor ini tidak ada di wilayah Anda."),
        ({"amount": "0"}, "Isi penjualan lebih dari Rp 0."),
        ({"sold_on": f"{in_days(-9):%Y-%m-%d}"}, "di luar hari bazar"),
    ],
)
def test_a_wrong_entry_is_refused_in_a_sentence(client, changes, sentence):
    bazaar, participant = make_bazaar(days=(-2, 0)), make_participant()

    page = send(client, make_user("staff"), **filled(bazaar, participant, **changes))

    assert sentence in page.content.decode()
    assert not StallSale.objects.exists()


def test_a_day_is_recorded_once_a_person(client):
    bazaar = make_bazaar(days=(-2, 0))
    sale = make_sale(bazaar)

    page = send(client, make_user("staff"), **filled(bazaar, sale.participant))

    assert "sudah dicatat" in page.content.decode()
    assert StallSale.objects.count() == 1


def test_people_and_bazaars_of_another_kota_are_not_there(client):
    near, far = make_bazaar(days=(-2, 0)), make_bazaar(days=(-2, 0), kecamatan=CAKUNG, name="Bazar Jauh")
    neighbour, stranger = make_participant(), make_participant(kelurahan=JATINEGARA)
    hidden, staff = make_sale(far, stranger), make_user("staff")

    send(client, staff, **filled(near, stranger))
    send(client, staff, **filled(far, neighbour))
    page = client.get(reverse("admin:bazaars_stallsale_changelist"))

    assert list(StallSale.objects.all()) == [hidden]
    assert stranger.name not in page.content.decode()
    assert client.get(reverse("admin:bazaars_stallsale_change", args=[hidden.pk])).status_code == 404


def test_a_corrected_amount_stays_with_its_person(client):
    sale = make_sale(make_bazaar(days=(-2, 0)))

    send(client, make_user("staff"), sale, sold_on=f"{sale.sold_on:%Y-%m-%d}", amount="300000")

    sale.refresh_from_db()
    assert sale.amount == 300_000


@pytest.mark.parametrize(("role", "status"), [("officer", 403), ("staff", 200), ("province", 403), ("auditor", 403)])
def test_only_sudin_staff_see_takings(client, role, status):
    client.force_login(make_user(role))

    assert client.get(reverse("admin:bazaars_stallsale_changelist")).status_code == status
