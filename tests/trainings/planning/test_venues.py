"""Venues, trainers and trainings: one row a hall, seen and changed where they belong, promises kept by the database."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.programme.models import Commodity, Module
from participants.cleaning import availability
from tests.carried import carried
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, GROGOL_KELURAHAN, JATINEGARA, KEBON_JERUK, TIMUR, TOMANG
from tests.factories.sessions import make_session
from tests.factories.venues import make_trainer, make_training, make_venue
from tests.factories.years import make_agency, make_year
from trainings.sessions.models import Trainer, Training, Venue
from trainings.sessions.venue_names import venue_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "spelled",
    [
        "Aula Kecamatan Grogol Petamburan",
        "AULA KEC. GROGOL PETAMBURAN",
        "aula  kec grogol-petamburan",
        "Aula Kantor Kecamatan Grogol Petamburan",
        "Aula Ktr. Kec. Grogol Petamburan ",
    ],
)
def test_a_hall_has_one_key_however_it_is_spelled(spelled):
    assert venue_key(spelled) == "aula kecamatan grogol petamburan"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Balai Warga RW 05", "Balai Warga RW 5"), ("Gd. Juang Lt. 2", "Gedung Juang lantai 2"), ("Kantor", "KANTOR")],
)
def test_numbers_and_short_forms_are_written_alike(one, other):
    assert venue_key(one) == venue_key(other) != ""


def test_halls_of_other_numbers_or_names_are_others():
    assert len({venue_key(name) for name in ("Balai Warga RW 5", "Balai Warga RW 6", "Balai RW 5", "Aula RW 5")}) == 4


def test_a_kelurahan_has_a_hall_once_and_another_kelurahan_may_have_a_namesake():
    make_venue("Balai Warga", GROGOL)

    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.create(name="BALAI WARGA", kelurahan_id=TOMANG)
    Venue.objects.create(name="Balai Warga", kelurahan_id=GROGOL_KELURAHAN)

    assert Venue.objects.count() == 2


@pytest.mark.parametrize("fields", [{"capacity": 0}, {"opening": 0}, {"opening": availability.ALL + 1}])
def test_a_venue_holds_somebody_and_opens_some_time(fields):
    make_venue()

    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.create(name="Lain", kelurahan_id=TOMANG, **fields)


def test_a_renamed_venue_has_the_key_of_its_new_name():
    venue = make_venue("Balai Warga")

    venue.name = "RPTRA Tomang"
    venue.save(update_fields=["name"])

    assert Venue.objects.get().name_key == "rptra tomang"


def sent(client, user, model, **fields):
    client.force_login(user)
    return client.post(reverse(f"admin:training_sessions_{model}_add"), fields, follow=True)


def venue_fields(**fields):
    return {
        "name": "Aula RW 5",
        "kelurahan": TOMANG,
        "capacity": "60",
        "opening": ["3", "6"],
        "is_active": "on",
    } | fields


def test_an_officer_adds_a_venue_of_their_kecamatan(client):
    sent(client, make_user("officer"), "venue", **venue_fields())

    venue = Venue.objects.get()
    assert (venue.name, venue.capacity, availability.unpack(venue.opening)) == ("Aula RW 5", 60, [3, 6])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "AULA RW. 05"}, "sudah ada di kelurahan ini"),
        ({"opening": []}, "Centang sedikitnya satu waktu buka"),
        ({"opening": ["21"]}, "Pilih dari hari dan waktu yang ada"),
        ({"capacity": "0"}, ""),
        ({"kelurahan": JATINEGARA}, ""),
    ],
)
def test_a_wrong_venue_is_refused_in_words(client, fields, sentence):
    make_venue("Aula RW 5", GROGOL)

    page = sent(client, make_user("staff"), "venue", **venue_fields(name="Lain") | fields)

    assert page.context["errors"]
    assert sentence in page.text
    assert Venue.objects.count() == 1


def test_a_new_venue_is_open_always_until_somebody_says_otherwise(client):
    client.force_login(make_user("staff"))

    page = client.get(reverse("admin:training_sessions_venue_add"))

    assert page.context["adminform"].form["opening"].value() == list(range(21))


def test_staff_see_the_venues_of_their_kota(client):
    make_venue("Aula Sini", GROGOL), make_venue("Aula Tetangga", KEBON_JERUK), make_venue("Aula Jauh", CAKUNG)
    seen = {
        role: {venue.name for venue in Venue.objects.visible_to(make_user(role))}
        for role in ("officer", "staff", "province", "auditor", "mentor", "official")
    }

    everything = {"Aula Sini", "Aula Tetangga", "Aula Jauh"}
    assert seen == {
        "officer": {"Aula Sini"},
        "staff": {"Aula Sini", "Aula Tetangga"},
        "province": everything,
        "auditor": everything,
        "mentor": set(),
        "official": set(),
    }


def test_trainers_are_seen_where_their_agency_works_and_by_no_auditor():
    make_trainer("Barat", agency=make_agency("barat", "Barat", BARAT))
    make_trainer("Timur", agency=make_agency("timur", "Timur", TIMUR))
    make_trainer("Semua", agency=make_agency("semua", "Semua"))
    seen = {
        role: {trainer.name for trainer in Trainer.objects.visible_to(make_user(role))}
        for role in ("officer", "staff", "province", "auditor", "mentor")
    }

    assert seen == {
        "officer": {"Barat", "Semua"},
        "staff": {"Barat", "Semua"},
        "province": {"Barat", "Timur", "Semua"},
        "auditor": set(),
        "mentor": set(),
    }


def test_a_training_aimed_at_a_kecamatan_is_seen_there_though_its_agency_works_elsewhere():
    timur = make_agency("timur", "Timur", TIMUR)
    make_training("Di sini", agency=timur, kecamatan=[GROGOL])
    make_training("Di sana", agency=timur, kecamatan=[CAKUNG])

    assert [training.title for training in Training.objects.visible_to(make_user("officer"))] == ["Di sini"]


def test_staff_add_a_trainer_with_a_number_as_people_write_it(client):
    agency = make_agency("barat", "Barat", BARAT)
    fields = {"name": "Rina Rekaan", "agency": agency.pk, "phone": "0812 0000 1234", "is_active": "on"}

    sent(client, make_user("staff"), "trainer", **fields, availability=["0", "1"])
    wrong = sent(client, make_user("staff"), "trainer", **fields | {"phone": "12"})

    trainer = Trainer.objects.get()
    assert (trainer.phone, availability.unpack(trainer.availability)) == ("+6281200001234", [0, 1])
    assert "Jumlah angka nomor HP ini tidak pas" in wrong.text


def test_staff_add_no_trainer_of_another_kota(client):
    agency = make_agency("timur", "Timur", TIMUR)

    page = sent(client, make_user("staff"), "trainer", name="Rina", agency=agency.pk, is_active="on")

    assert page.context["errors"]
    assert not Trainer.objects.exists()


@pytest.mark.parametrize(
    ("kind", "has_commodity", "is_right"),
    [("hard", True, True), ("hard", False, False), ("soft", True, False), ("soft", False, True)],
)
def test_a_training_of_skills_has_a_commodity_and_no_other_has(client, kind, has_commodity, is_right):
    commodity = Commodity.objects.create(code="sabun", name="Sabun")
    agency, year = make_agency("barat", "Barat", BARAT), make_year()
    fields = {"title": "Sabun cair", "kind": kind, "agency": agency.pk, "programme_year": year.pk, "seats": "40"}
    module = Module.objects.create(code="K1", name="Keterampilan") if kind == "hard" else Module.objects.first()
    fields |= {"modules": [module.pk], "kecamatan": [GROGOL]}

    sent(client, make_user("staff"), "training", **fields, commodity=commodity.pk if has_commodity else "")

    assert Training.objects.exists() is is_right
    with transaction.atomic():
        stored = {"commodity": commodity if has_commodity else None, "kind": kind}
        if is_right:
            make_training(agency=agency, **stored)
        else:
            with pytest.raises(IntegrityError):
                make_training(agency=agency, **stored)


def test_a_training_does_not_continue_itself():
    training = make_training()
    training.continues = training

    with pytest.raises(IntegrityError), transaction.atomic():
        training.save()


def test_a_venue_out_of_use_is_offered_to_no_new_session_and_kept_by_its_own(client):
    closed = make_venue("Aula Tutup", is_active=False)
    session = make_session(venue=closed)
    client.force_login(make_user("staff"))

    new = client.get(reverse("admin:training_sessions_session_add"))
    old = client.get(reverse("admin:training_sessions_session_change", args=[session.pk]))

    assert closed not in new.context["adminform"].form.fields["venue"].queryset
    assert closed in old.context["adminform"].form.fields["venue"].queryset


def test_the_history_of_a_venue_reads_in_words(client):
    venue, staff = make_venue("Balai Warga"), make_user("staff")
    client.force_login(staff)
    address = reverse("admin:training_sessions_venue_change", args=[venue.pk])
    client.post(address, carried(client, address) | venue_fields(name="Balai Warga", opening=["3"]))

    page = client.get(reverse("admin:training_sessions_venue_history", args=[venue.pk]))

    assert "dari kapan saja menjadi Selasa pagi" in page.text


def test_a_training_of_skills_teaches_no_module_that_counts_for_pelatihan(client):
    commodity = Commodity.objects.create(code="sabun", name="Sabun")
    agency, year = make_agency("barat", "Barat", BARAT), make_year()
    fields = {"title": "Sabun cair", "kind": "hard", "agency": agency.pk, "programme_year": year.pk, "seats": "40"}

    page = sent(
        client, make_user("staff"), "training", **fields, commodity=commodity.pk, modules=[Module.objects.first().pk]
    )

    assert "Pola pikir modul wajib; pilih modul keterampilan." in page.text
    assert not Training.objects.exists()
