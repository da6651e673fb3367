"""Keys are tried on the data: check values, rotation, the shape of a key."""

import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, OperationalError, transaction

from okoce.keys import shape, start
from okoce.keys.actions import problems, settle
from okoce.keys.models import KeyCheck
from participants.people.models import Participant
from participants.privacy import nik_keys
from tests.factories.people import invented_nik, make_participant

pytestmark = pytest.mark.django_db

OTHER_SECRET = "another-secret-" + "y" * 40


def other_seal_keys(settings):
    settings.NIK_KEYS = [Fernet.generate_key().decode()]


def other_find_key(settings):
    settings.NIK_HMAC_KEY = OTHER_SECRET


def kept():
    return list(KeyCheck.objects.order_by("use", "pk").values_list("use", flat=True))


# --- Against the data ----------------------------------------------------------------------------------


def test_right_keys_have_no_problem(settings):
    make_participant()

    assert settle() == []
    assert problems() == []
    assert kept() == ["find", "seal"]


@pytest.mark.parametrize(
    ("change", "name"), [(other_seal_keys, "NIK_KEYS"), (other_find_key, "NIK_HMAC_KEY")], ids=["seal", "find"]
)
def test_another_key_where_people_exist_is_named(settings, change, name):
    make_participant()
    settle()

    change(settings)

    (sentence,) = problems()
    assert sentence.startswith(f"{name} bukan kunci yang dipakai data peserta di basis data ini; kembalikan ")
    assert settle() == [sentence]
    assert kept() == ["find", "seal"]


def test_both_other_keys_are_one_sentence(settings):
    make_participant()
    settle()
    other_seal_keys(settings)
    other_find_key(settings)

    (sentence,) = problems()

    assert sentence.startswith("NIK_HMAC_KEY dan NIK_KEYS bukan kunci")


@pytest.mark.parametrize("change", [other_seal_keys, other_find_key])
def test_people_without_check_values_are_tried_themselves(settings, change):
    """As on a database that comes from a version before check values."""
    make_participant()
    right = settings.NIK_KEYS, settings.NIK_HMAC_KEY

    change(settings)
    assert len(problems()) == len(settle()) == 1
    assert kept() == []

    settings.NIK_KEYS, settings.NIK_HMAC_KEY = right
    assert settle() == []
    assert kept() == ["find", "seal"]


@pytest.mark.parametrize("first", [True, False], ids=["the first fits", "the newest fits"])
def test_people_under_two_kinds_of_keys_do_not_pass_for_one(settings, first):
    right = settings.NIK_KEYS
    make_participant()
    other_seal_keys(settings)
    make_participant()
    if first:
        settings.NIK_KEYS = right

    assert len(problems()) == 1


def test_without_people_any_keys_will_do_and_their_check_values_take_the_place(settings):
    settle()
    before = set(KeyCheck.objects.values_list("value", flat=True))
    other_seal_keys(settings)
    other_find_key(settings)

    assert problems() == []
    assert settle() == []

    assert kept() == ["find", "seal"]
    assert before.isdisjoint(KeyCheck.objects.values_list("value", flat=True))


def test_settling_again_changes_nothing(settings):
    make_participant()
    settle()
    rows = list(KeyCheck.objects.values_list())

    assert settle() == []

    assert list(KeyCheck.objects.values_list()) == rows
    assert problems() == []


def test_a_key_is_kept_once():
    settle()
    row = KeyCheck.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        KeyCheck.objects.create(use=row.use, value=row.value)


def test_a_check_value_holds_nothing_of_its_key(settings):
    settle()

    for value in KeyCheck.objects.values_list("value", flat=True):
        assert len(value) == 64
        assert not any(value in key or key in value for key in [*settings.NIK_KEYS, settings.NIK_HMAC_KEY])


# --- While keys are changed ----------------------------------------------------------------------------


def test_a_new_key_before_the_old_one_is_kept_as_well(settings):
    make_participant()
    settle()
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]
    settings.NIK_HMAC_OLD_KEYS, settings.NIK_HMAC_KEY = [settings.NIK_HMAC_KEY], OTHER_SECRET

    assert settle() == []

    assert kept() == ["find", "find", "seal", "seal"]


@pytest.mark.parametrize("drop", ["NIK_KEYS", "NIK_HMAC_KEY"])
def test_the_old_key_may_not_go_before_the_rotation(settings, drop):
    make_participant()
    settle()
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]
    settings.NIK_HMAC_OLD_KEYS, settings.NIK_HMAC_KEY = [settings.NIK_HMAC_KEY], OTHER_SECRET
    settle()

    if drop == "NIK_KEYS":
        settings.NIK_KEYS = settings.NIK_KEYS[:1]
    else:
        settings.NIK_HMAC_OLD_KEYS = []

    (sentence,) = problems()
    assert sentence.startswith(f"{drop} bukan kunci")


def test_after_the_rotation_only_the_new_keys_are_asked_for(settings):
    person, nik = make_participant(nik=invented_nik(5)), invented_nik(5)
    settle()
    old = settings.NIK_KEYS, settings.NIK_HMAC_KEY
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]
    settings.NIK_HMAC_OLD_KEYS, settings.NIK_HMAC_KEY = [settings.NIK_HMAC_KEY], OTHER_SECRET
    settle()

    nik_keys.rotate()
    settle()  # a start while the old keys are still given
    settings.NIK_KEYS, settings.NIK_HMAC_OLD_KEYS = settings.NIK_KEYS[:1], []

    assert problems() == []
    assert kept() == ["find", "seal"]
    assert Participant.objects.with_nik(nik).get() == person
    settings.NIK_KEYS, settings.NIK_HMAC_KEY = old
    assert len(problems()) == 1


def test_a_rotation_that_no_start_came_before_is_kept_too(settings):
    """The command runs in a process of its own, before any other that has the new keys."""
    make_participant()
    settle()
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]

    call_command("rotate_nik_keys", verbosity=0)
    settings.NIK_KEYS = settings.NIK_KEYS[:1]

    assert problems() == []
    assert kept() == ["find", "seal"]


def test_as_long_as_a_seal_fits_no_key_the_old_keys_stay_asked_for(settings):
    broken = make_participant()
    make_participant()
    settle()
    Participant.objects.filter(pk=broken.pk).update(nik_sealed=b"nothing of ours")
    old = settings.NIK_KEYS
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *old]
    settle()

    nik_keys.rotate()

    settings.NIK_KEYS = settings.NIK_KEYS[:1]
    assert len(problems()) == 1
    settings.NIK_KEYS = [*settings.NIK_KEYS, *old]
    assert problems() == []


# --- Who asks ------------------------------------------------------------------------------------------


def test_manage_check_and_every_command_refuse_other_keys(settings):
    make_participant()
    settle()
    other_seal_keys(settings)

    with pytest.raises(SystemCheckError, match=r"okoce\.keys\.E001.*NIK_KEYS bukan kunci"):
        call_command("check")
    with pytest.raises(SystemCheckError, match="NIK_KEYS bukan kunci"):
        call_command("rotate_nik_keys", skip_checks=False)


def test_a_check_without_a_database_is_silent(monkeypatch):
    def away():
        raise OperationalError("no server")

    monkeypatch.setattr("okoce.keys.checks.is_installed", away)

    assert run_checks(tags=["keys"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_start_waits_for_a_database_that_is_not_there_yet(monkeypatch):
    answers = [OperationalError("no server"), OperationalError("no server"), []]
    waited = []

    def answer():
        if isinstance(found := answers.pop(0), Exception):
            raise found
        return found

    monkeypatch.setattr("okoce.keys.start.settle", answer)
    monkeypatch.setattr("okoce.keys.start.time.sleep", waited.append)

    start.require_right_keys()

    assert (answers, waited) == ([], [1, 1])


@pytest.mark.django_db(transaction=True)
def test_a_start_whose_database_never_answers_ends_and_may_be_tried_again(monkeypatch):
    def away():
        raise OperationalError("no server")

    monkeypatch.setattr("okoce.keys.start.settle", away)
    monkeypatch.setattr("okoce.keys.start.time.sleep", lambda seconds: None)

    with pytest.raises(SystemExit, match="Basis data tidak menjawab"):
        start.require_right_keys()


# --- The shape of a key --------------------------------------------------------------------------------

GOOD = {"secret_key": OTHER_SECRET, "nik_keys": [Fernet.generate_key().decode()], "nik_hmac_key": OTHER_SECRET}
GOOD |= {"access_log_key": OTHER_SECRET}


def test_good_keys_pass():
    assert shape.problems(**GOOD) == []
    assert shape.problems(**GOOD | {"nik_keys": GOOD["nik_keys"] * 2}) == []


@pytest.mark.parametrize(
    ("name", "value", "opening"),
    [
        ("secret_key", "", "SECRET_KEY kosong atau terlalu lemah"),
        ("secret_key", "short", "SECRET_KEY kosong atau terlalu lemah"),
        ("secret_key", "ab" * 40, "SECRET_KEY kosong atau terlalu lemah"),
        ("access_log_key", "", "ACCESS_LOG_KEY kosong atau terlalu lemah"),
        ("nik_hmac_key", "", "NIK_HMAC_KEY kosong atau terlalu lemah"),
        ("nik_hmac_key", "x" * 31, "NIK_HMAC_KEY kosong atau terlalu lemah"),
        ("nik_hmac_key", "x" * 64, "NIK_HMAC_KEY kosong atau terlalu lemah"),
        ("nik_hmac_key", " " * 60 + "abcdef", "NIK_HMAC_KEY kosong atau terlalu lemah"),
        ("nik_keys", [], "NIK_KEYS kosong"),
        ("nik_keys", ["rubbish"], "NIK_KEYS berisi yang bukan kunci Fernet"),
        ("nik_keys", [GOOD["nik_keys"][0][:-4]], "NIK_KEYS berisi yang bukan kunci Fernet"),
        ("nik_keys", [GOOD["nik_keys"][0][:20] + " " + GOOD["nik_keys"][0][20:]], "NIK_KEYS berisi"),
        ("nik_keys", [f'"{GOOD["nik_keys"][0]}"'], "NIK_KEYS berisi"),
        ("nik_keys", ["ø" * 44], "NIK_KEYS berisi"),
        ("nik_keys", ["A" * 43 + "="], "NIK_KEYS berisi"),
        ("nik_keys", [*GOOD["nik_keys"], "rubbish"], "NIK_KEYS berisi"),
    ],
)
def test_an_empty_malformed_or_weak_key_is_one_sentence_without_the_key(name, value, opening):
    (sentence,) = shape.problems(**GOOD | {name: value})

    assert sentence.startswith(opening)
    assert not any(key in sentence for key in value if len(key) > 6)
