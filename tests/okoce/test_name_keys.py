"""Names are sorted and searched by one key, on both databases alike."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command

from okoce import name_columns
from okoce.accounts.models import User
from okoce.clock import today
from okoce.name_columns import NameKeyField
from okoce.name_keys import key
from participants.mentoring.actions import notes as mentoring
from participants.people.models import Participant
from participants.registration.actions.register import register
from tests.factories import evidence
from tests.factories.imports import make_imports
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT
from tests.factories.registrations import make_answers, make_ground
from tests.factories.sessions import make_seat, make_session
from tests.factories.years import make_point
from trainings.seats.models import Seat

AS_PEOPLE_EXPECT = ["andi", "Ándi Kenanga", "ANDI Melati", "Élan", "nur aini", "Nur’aini", "Zulkifli"]


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "`", "´"])
def test_the_apostrophes_of_all_keyboards_are_equal(apostrophe):
    assert key(f"Nur{apostrophe}aini") == "nuraini"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ANDI", "andi"),
        ("  Siti   Aminah ", "siti aminah"),
        ("René", "rene"),
        ("Rene\u0301", "rene"),
        ("H. Andi, S.E.", "h andi s e"),
        ("Abdul-Aziz", "abdul aziz"),
        ("Strauß", "strauss"),
        ("Ｓｉｔｉ", "siti"),
        ("'", ""),
    ],
)
def test_ways_of_writing_a_name_have_one_key(name, expected):
    assert key(name) == expected


@pytest.mark.django_db
def test_people_are_listed_in_the_order_of_the_alphabet_on_every_database():
    for name in reversed(AS_PEOPLE_EXPECT):
        make_participant(name=name)

    assert list(Participant.objects.order_by("name_key").values_list("name", flat=True)) == AS_PEOPLE_EXPECT


@pytest.mark.django_db
def test_mentors_to_choose_from_are_in_the_order_of_the_alphabet():
    for name in ("Zulkifli", "andi", "Élan"):
        make_user("mentor", name=name)

    assert [mentor.name for mentor in mentoring.mentors_for(make_user("staff"))] == ["andi", "Élan", "Zulkifli"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/pelatihan/{session}/peserta/", "/hadir/{session}/{meeting}/"])
def test_rosters_are_in_the_order_of_the_alphabet(signed_in, page):
    session = make_session(days=(0,))
    address = page.format(session=session.pk, meeting=session.meetings.get().pk)
    for name in ("Zulkifli Uji", "andi Uji", "Élan Uji"):
        make_seat(session, make_participant(name=name), state=Seat.State.CONFIRMED)

    body = signed_in("officer").get(address).content.decode()

    assert sorted(("andi Uji", "Élan Uji", "Zulkifli Uji"), key=body.index) == ["andi Uji", "Élan Uji", "Zulkifli Uji"]


# --- Searching -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["nur’aini", "Nur'aini", "NUR`AINI", "nuraini", "rene nur", "René"])
@pytest.mark.parametrize("address", ["/peserta/cari/", "/admin/people/participant/"])
def test_a_name_is_found_however_it_is_typed(signed_in, address, typed):
    make_participant(name="René Nur’aini")
    make_participant(name="Zulkifli")
    client = signed_in("officer")

    page = client.get(address, {"q": typed}) if "admin" in address else client.post(address, {"q": typed})

    body = page.content.decode()
    assert "René Nur’aini" in body
    assert "Zulkifli" not in body


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["---", "' ' '", "...."])
def test_a_search_without_a_letter_finds_nobody(signed_in, typed):
    make_participant(name="Zulkifli")

    body = signed_in("officer").post("/peserta/cari/", {"q": typed}).content.decode()

    assert "Zulkifli" not in body


def test_no_list_of_people_is_sorted_by_the_letters_of_their_names():
    by_letters = [
        f"{path.name}: {line.strip()}"
        for floor in ("okoce", "participants", "trainings", "bazaars", "reports")
        for path in (settings.ROOT / floor).rglob("*.py")
        for line in path.read_text().splitlines()
        if re.search(r'order_by\([^)]*"-?(?:\w+__)?name"', line) and "Region.objects" not in line
    ]

    assert by_letters == []


def _is_of_people(model):
    """Venues have a key too, which spells short forms out: they are searched by both."""
    return any(type(field) is NameKeyField for field in model._meta.fields)


def test_every_search_of_the_admin_over_people_goes_by_the_key():
    by_letters = [
        f"{page}: {column}"
        for page in admin.site._registry.values()
        for column in page.search_fields
        if column.endswith(("participant__name", "user__name", "actor__name", "mentor__name"))
        or (column == "name" and _is_of_people(page.model))
    ]

    assert by_letters == []


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "column"), [("/admin/people/participant/", "0"), ("/admin/permits/licence/", "1")])
def test_a_column_of_names_in_the_admin_is_sorted_by_the_key(signed_in, address, column):
    for name in reversed(AS_PEOPLE_EXPECT):
        evidence.make_licence(make_participant(name=name), today())

    body = signed_in("officer").get(address, {"o": column}).content.decode()

    places = [body.index(f">{name}<") for name in AS_PEOPLE_EXPECT]
    assert places == sorted(places)


# --- Every way by which a name is written --------------------------------------------------------------


def assert_every_row_has_its_key():
    for model in (Participant, User):
        rows = list(model.objects.values_list("name", "name_key"))
        assert rows
        assert [name for name, stored in rows if stored != key(name)[:240]] == []


@pytest.mark.django_db
def test_a_registration_is_entered_with_its_key():
    make_ground()

    register(make_answers(name="René Nur'aini"), point=make_point("daring"), user=make_user())

    assert Participant.objects.get().name_key == "rene nuraini"


@pytest.mark.django_db
def test_an_imported_list_is_written_with_its_keys():
    make_participant()

    make_imports(make_user("staff"), region=BARAT)

    assert Participant.objects.count() > 1
    assert_every_row_has_its_key()


@pytest.mark.django_db
def test_the_sample_is_loaded_with_its_keys(settings):
    settings.EMBEDDED = True
    call_command("load_reference", verbosity=0)

    call_command("load_sample", people=50, seed="uji", verbosity=0)

    assert_every_row_has_its_key()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_participant, make_user])
def test_a_new_name_brings_its_key_along(make):
    row = make(name="andi")
    row.name = "Zulkifli"

    row.save(update_fields=["name"])

    row.refresh_from_db()
    assert row.name_key == "zulkifli"


@pytest.mark.django_db
def test_rows_from_before_the_key_are_given_theirs():
    person = make_participant(name="Nur’aini")
    Participant.objects.update(name_key="")

    name_columns.fill(Participant, size=1)

    person.refresh_from_db()
    assert person.name_key == "nuraini"
