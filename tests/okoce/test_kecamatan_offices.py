"""The telephone of a kecamatan's office: kept by Sudin of its kota, and shown as soon as it is changed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.programme import memory
from okoce.programme.models import KecamatanOffice
from tests.carried import post
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, make_places

pytestmark = pytest.mark.django_db

TYPED = {"phone": "(021) 555-0199", "address": "Jalan Baru 1", "_save": "Simpan"}


@pytest.fixture
def office():
    make_places()
    return KecamatanOffice.objects.create(kecamatan_id=GROGOL, phone="(021) 555-0100")


def page_of(office):
    return reverse("admin:programme_kecamatanoffice_change", args=[office.pk])


def test_sudin_changes_the_number_and_everybody_reads_it_at_once(client, office):
    client.force_login(make_user("staff"))
    before = memory.office_of(GROGOL).phone

    post(client, page_of(office), TYPED)

    assert before == "(021) 555-0100"
    assert (memory.office_of(GROGOL).phone, memory.office_of(GROGOL).dial) == ("(021) 555-0199", "0215550199")


def test_the_history_keeps_what_it_was(client, office):
    client.force_login(make_user("staff"))

    post(client, page_of(office), TYPED)

    assert [copy.phone for copy in KecamatanOffice.history.order_by("history_id")] == [
        "(021) 555-0100",
        "(021) 555-0199",
    ]


def test_an_officer_reads_it_and_changes_nothing(client, office):
    client.force_login(make_user("officer"))

    client.post(page_of(office), TYPED)

    assert client.get(page_of(office)).status_code == 200
    assert KecamatanOffice.objects.get().phone == "(021) 555-0100"


def test_the_office_of_another_kota_is_not_there(client, office):
    foreign = KecamatanOffice.objects.create(kecamatan_id=CAKUNG)
    client.force_login(make_user("staff"))

    assert client.post(page_of(foreign), TYPED).status_code == 404
    assert list(KecamatanOffice.objects.visible_to(make_user("staff"))) == [office]


@pytest.mark.parametrize(
    ("phone", "is_good"),
    [("", True), ("(021) 555-0100", True), ("+62 21 5550100", True), ("-", False), ("telepon saja", False)],
)
def test_a_number_is_made_of_digits(office, phone, is_good):
    office.phone = phone

    if is_good:
        office.full_clean()
    else:
        with pytest.raises(ValidationError, match="Isi angka nomor telepon kantor"):
            office.full_clean()


def test_a_kecamatan_has_one_office(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        KecamatanOffice.objects.create(kecamatan_id=GROGOL)


def test_a_kecamatan_without_a_row_has_no_office(office):
    assert memory.office_of(CAKUNG) is None
