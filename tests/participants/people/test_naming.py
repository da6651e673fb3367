"""A reason that stays for ever names nobody."""

from types import SimpleNamespace

import pytest

from okoce import name_keys
from okoce.clock import today
from participants.identity_checks import actions as identity
from participants.people import naming
from tests.factories.evidence import make_check
from tests.factories.people import make_participant, make_user
from tests.refusals import refusal

NUMBER, PHONE = "OKO-26-ABCDEF", "+6281234567890"


def person(name):
    key = name_keys.key(name)
    return SimpleNamespace(name_key=key, registration_number=NUMBER, phone=PHONE, erased_at=None)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Siti Kenanga", "Aduan Siti Kenanga soal kursi", True),
        ("Siti Kenanga", "aduan SITI-KENANGA", True),
        ("Nur’aini", "keluhan nuraini", True),
        ("Siti Kenanga", "Aduan Siti soal kursi", False),
        ("Siti Kenanga", "Siti lalu Kenanga tidak ada", False),
        ("Tari", "Latihan tarian di aula", False),
        ("Siti", "Nomor oko-26-abcdef salah", True),
        ("Siti", "Telepon 0812-3456-7890 tidak aktif", True),
        ("Kenanga", "Telepon 0812-3456-7891 tidak aktif", False),
    ],
)
def test_a_name_a_number_or_a_phone_is_recognised(name, text, expected):
    assert naming.names(person(name), text) is expected


@pytest.mark.django_db
def test_a_card_check_is_not_voided_for_a_reason_that_names_the_person():
    someone = make_participant(name="Siti Kenanga")
    check = make_check(someone, today())

    assert refusal(identity.void, check, by=make_user("officer"), reason="Bukan Siti Kenanga") == naming.NAMED


@pytest.mark.django_db
def test_nobody_opens_somebody_for_a_reason_that_names_them(client):
    someone = make_participant(name="Siti Kenanga")
    client.force_login(make_user("province"))

    page = client.post(f"/peserta/{someone.pk}/", {"reason": "Aduan Siti Kenanga"}).text

    assert "Jangan menulis nama" in page
    assert "Mengapa data ini dibuka?" in page


@pytest.mark.django_db
def test_a_whole_nik_is_not_shown_for_a_reason_that_names_the_person(client):
    someone = make_participant(name="Siti Kenanga")
    client.force_login(make_user("officer"))

    page = client.post(f"/peserta/{someone.pk}/nik/", {"reason": "Aduan Siti Kenanga"}).text

    assert "Jangan menulis nama" in page
    assert someone.nik not in page
