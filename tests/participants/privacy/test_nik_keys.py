"""Changing the keys of identity numbers."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from okoce.sealing import is_newest
from participants.people.models import Participant
from participants.people.nik_sealing import digest
from participants.privacy import nik_keys
from participants.registration.models import RegistrationDraft
from tests.factories.people import invented_nik, make_joined, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_keys(settings):
    """As while a rotation is under way: the new keys first, the old ones still known."""

    def put():
        settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]
        settings.NIK_HMAC_OLD_KEYS = [settings.NIK_HMAC_KEY]
        settings.NIK_HMAC_KEY = "another-secret"

    return put


def drop_old_keys(settings):
    settings.NIK_KEYS, settings.NIK_HMAC_OLD_KEYS = settings.NIK_KEYS[:1], []


def test_after_rotation_the_old_keys_may_go(settings, new_keys):
    niks = [invented_nik(number) for number in range(5)]
    people = [make_participant(nik=nik) for nik in niks]
    draft = RegistrationDraft(answers_sealed=b"")
    draft.answers = {"siapa": {"name": "Melati"}}
    draft.save()
    new_keys()

    assert nik_keys.rotate(batch=2) == (5, [])

    drop_old_keys(settings)
    assert [Participant.objects.with_nik(nik).get() for nik in niks] == people
    assert [person.nik for person in Participant.objects.order_by("pk")] == niks
    assert RegistrationDraft.objects.get().answers == {"siapa": {"name": "Melati"}}


def test_what_was_typed_in_a_joined_registration_is_sealed_anew(settings, new_keys):
    joined = make_joined(make_participant(), number="OK26-222222-2", street="Jalan Melati 2")
    new_keys()

    nik_keys.rotate()

    drop_old_keys(settings)
    joined.refresh_from_db()
    assert joined.typed == {"street": "Jalan Melati 2"}


def test_meanwhile_people_are_found_by_either_digest(new_keys):
    nik = invented_nik(7)
    person = make_participant(nik=nik)

    new_keys()

    assert Participant.objects.with_nik(nik).get() == person
    assert person.nik_digest != digest(nik)


def test_a_rotation_stopped_halfway_goes_on_where_it_stopped(new_keys):
    people = [make_participant() for _ in range(4)]
    new_keys()
    nik_keys._rotate_batch(0, 2, [])

    assert nik_keys.rotate(batch=2) == (2, [])
    assert all(is_newest(Participant.objects.get(pk=person.pk).nik_sealed) for person in people)
    assert nik_keys.rotate() == (0, [])


def test_a_seal_that_no_key_opens_is_reported_and_does_not_stop_the_others(new_keys, capsys):
    broken, whole = make_participant(), make_participant()
    Participant.objects.filter(pk=broken.pk).update(nik_sealed=b"nothing of ours")
    new_keys()

    with pytest.raises(CommandError, match=rf"\[{broken.pk}\]"):
        call_command("rotate_nik_keys")

    assert is_newest(Participant.objects.get(pk=whole.pk).nik_sealed)
    assert capsys.readouterr().out == "1 people sealed anew\n"
