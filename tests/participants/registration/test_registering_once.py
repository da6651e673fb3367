"""A registration is entered once, reveals nothing, and asks the database the same for everybody."""

import logging
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from okoce import sealing
from okoce.accounts.logins import find_user
from okoce.programme.models import ProgrammeYear, RegistrationPoint
from participants.cleaning import registration_numbers
from participants.journey.models import Tally
from participants.people import nik_sealing
from participants.people.models import Participant, Residence
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.models import RegistrationDraft
from tests.factories.people import PASSWORD, invented_nik, make_joined, make_participant, make_user
from tests.factories.places import GROGOL, KEBON_JERUK, TOMANG
from tests.factories.registrations import NIK, make_answers, make_ground, typed_steps
from tests.participants.registration.steps import address, fill
from tests.participants.registration.threads import at_once

pytestmark = pytest.mark.django_db


def plain(response):
    """A page without what differs by nature: the number, its picture, the token of the form."""
    text = response.content.decode()
    text = re.sub(r"OK\d\d-[0-9A-Z]{6}-[0-9A-Z]", "NOMOR", text)
    text = re.sub(r"<svg[^>]*class=\"qr\".*?</svg>", "QR", text, flags=re.S)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", text)


# --- Sent twice, sent at once ------------------------------------------------------------------------


def test_a_form_sent_twice_gets_the_same_receipt(client, ground):
    first = fill(client)

    second = client.post(address(5), typed_steps()[5])
    back = client.get(address(2))

    assert first.url == second.url == back.url
    assert Participant.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_at_once_by_many_is_one_registration():
    make_ground()
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    answers, point = make_answers(), RegistrationPoint.objects.get(code="daring")

    found = at_once(6, lambda _: registration.register(answers, draft=draft, point=point).number)

    assert len(found) == 6
    assert len(set(found)) == 1
    assert Participant.objects.count() == 1
    assert Tally.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_nik_at_once_from_many_waits_as_often_and_is_held_by_nobody():
    make_ground()
    answers, point = make_answers(), RegistrationPoint.objects.get(code="daring")

    found = at_once(6, lambda _: registration.register(answers, point=point).number)

    assert len(set(found)) == 6
    assert Participant.objects.count() == Residence.objects.count() == Tally.objects.count() == 6
    assert not Participant.objects.holding_nik(NIK).exists()


# --- Nothing is revealed -----------------------------------------------------------------------------


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_known_nik_gets_the_very_same_answers(client, django_user_model, ground, password):
    known = make_participant(nik=NIK, name="Rahasia Dahlia", email="dahlia@contoh.example")
    other = invented_nik(77)
    pages = {}
    for nik in (NIK, other):
        fill(client, until=4, nik=nik)
        check = client.get(address(5))
        sent = client.post(address(5), typed_steps(password=password)[5])
        receipt = client.get(sent.url)
        start = client.get(reverse("participants:registration-start"))
        codes = [check.status_code, sent.status_code, receipt.status_code, start.status_code]
        bodies = [plain(check).replace(nik[-4:], "____"), plain(receipt), len(plain(start))]
        pages[nik] = (codes, bodies, len(sent.url), sorted(sent.headers), sorted(client.session.keys()))
        client.cookies.clear()

    assert pages[NIK] == pages[other]
    assert "Rahasia" not in pages[NIK][1][1]
    assert Participant.objects.count() == 3
    known.refresh_from_db()
    assert (known.name, known.user) == ("Rahasia Dahlia", None)


def test_a_known_nik_changes_nothing_of_its_record(client, ground):
    known = make_participant(nik=NIK, user=make_user(), name="Rahasia Dahlia")
    before = Participant.objects.values().get()

    for _ in range(2):
        fill(client)
        client.post(reverse("participants:registration-begin"))

    assert Participant.objects.values().get(pk=known.pk) == before
    waiting = Participant.objects.exclude(pk=known.pk)
    assert list(waiting.values_list("name", "holds_nik", "user")) == [("Siti Kenanga", False, None)] * 2


def test_a_number_opens_the_account_of_its_sender_and_no_other(client, ground):
    known = make_participant(nik=NIK, user=make_user())
    fill(client, password=PASSWORD)

    waiting = Participant.objects.get(holds_nik=False)
    assert waiting.user.check_password(PASSWORD)
    assert find_user(waiting.registration_number) == waiting.user != known.user


def test_a_second_number_is_never_anybody_elses(monkeypatch, ground):
    taken = make_participant().registration_number
    second = make_participant(nik=NIK)
    make_joined(second, number="OK26-222222-2")
    numbers = iter([taken, "OK26-222222-2", "OK26-333333-3"])
    monkeypatch.setattr(registration_numbers, "make", lambda year: next(numbers))

    found = registration.register(make_answers(), point=RegistrationPoint.objects.first())

    assert found.number == "OK26-333333-3"
    assert found.participant is None


def test_the_nik_stays_out_of_logs_session_plain_columns_and_all_pages_but_the_check(client, ground, caplog):
    caplog.set_level(logging.DEBUG)
    pages = [client.post(address(1), typed_steps()[1])]
    pages.append(client.get(reverse("participants:registration-start")))
    for number in range(2, 6):
        pages += [client.get(address(number))] if number < 5 else []  # step 5 shows it to be compared with the card
        pages.append(client.post(address(number), typed_steps()[number]))
    pages.append(client.get(pages[-1].url))

    assert Participant.objects.get().nik == NIK
    assert not [page for page in pages if NIK in page.content.decode() or NIK in str(page.headers)]
    assert NIK not in str(dict(client.session)) + str(client.cookies)
    messages = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert NIK not in "\n".join(messages)
    assert not [table for table in connection.introspection.table_names() if NIK in _contents(table)]


def _contents(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        rows = cursor.fetchall()
    return "".join(bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                   for row in rows for value in row)  # fmt: skip


def test_a_sent_draft_keeps_only_what_the_receipt_shows(client, ground):
    fill(client)

    draft = RegistrationDraft.objects.get()
    assert draft.participant == Participant.objects.get()
    assert set(draft.answers) == {"number", "name", "kecamatan", "sent_on"}


def test_the_nik_is_sealed_anew_each_time_and_found_by_its_digest(ground):
    number = registration.register(make_answers(), point=RegistrationPoint.objects.first()).number

    person = Participant.objects.with_nik(NIK).get()
    assert person.registration_number == number
    assert person.nik_digest == nik_sealing.digest(NIK)
    assert bytes(person.nik_sealed) != sealing.seal(NIK)


def test_somebody_known_under_the_old_key_is_found_with_who_is_known_under_the_new_one(ground, settings):
    point = RegistrationPoint.objects.first()
    registration.register(make_answers(), point=point)
    settings.NIK_HMAC_OLD_KEYS, settings.NIK_HMAC_KEY = [settings.NIK_HMAC_KEY], "another-secret"

    registration.register(make_answers(), point=point)

    people = Participant.objects.with_nik(NIK)
    assert people.count() == 2
    assert people.filter(nik_digest=nik_sealing.digest(NIK)).count() == 1


# --- Judged again ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "goes_to"),
    [
        ({"business_place": "same", "business_kecamatan": GROGOL}, "/daftar/selesai/"),
        ({"business_place": "other", "business_kecamatan": GROGOL, "business_kelurahan": TOMANG}, "/daftar/selesai/"),
        ({"business_place": "other", "business_kecamatan": KEBON_JERUK, "business_kelurahan": TOMANG}, "/daftar/langk"),
        ({"kecamatan": KEBON_JERUK}, "/daftar/langk"),
    ],
)
def test_places_are_judged_again_as_they_were_when_typed(client, ground, changes, goes_to):
    fill(client, until=4)
    draft = RegistrationDraft.objects.get()
    answers = draft.answers
    answers["home"]["typed"] |= changes
    draft.answers = answers
    draft.save()

    assert client.post(address(5), typed_steps()[5]).url.startswith(goes_to)


def test_a_closed_year_refuses_the_act_too(ground):
    ProgrammeYear.objects.update(starts_on="2019-01-01", ends_on="2019-12-31")

    with pytest.raises(ValidationError, match="ditutup"):
        registration.register(make_answers(), point=RegistrationPoint.objects.first())
