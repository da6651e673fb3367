"""Who registers with a password reads so in the inbox, in the same words for a NIK that was known before."""

import pytest

from okoce.notifications.models import Message
from participants.registration.actions.register import register
from tests.factories.people import invented_nik, make_participant
from tests.factories.registrations import make_answers, make_ground
from tests.factories.years import make_point

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_known", [False, True])
def test_a_registration_with_a_log_in_is_confirmed_alike(is_known):
    make_ground()
    nik = invented_nik(7)
    if is_known:
        make_participant(nik=nik)

    registered = register(make_answers(nik=nik), point=make_point("daring"), password="kembang-sepatu-42")

    message = Message.objects.get(kind="registered")
    assert (message.subject, message.url) == ("Pendaftaran diterima", "/perjalanan/")
    assert message.body == (
        f"Nomor pendaftaran: {registered.number}. Bawa KTP asli ke meja kecamatan atau ke pelatihan pertama untuk "
        "diperiksa."
    )


def test_without_a_log_in_the_receipt_says_it_and_no_message_is_written():
    make_ground()

    register(make_answers(), point=make_point("daring"))

    assert not Message.objects.exists()
