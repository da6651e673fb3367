"""Columns chosen by hand: asked when heads say nothing, remembered for the source, no whole NIK on the page."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports.actions import imports
from participants.imports.forms import ColumnsForm
from participants.imports.models import HeadMapping, Import
from participants.people.models import Participant
from tests.factories.people import make_user
from tests.factories.places import BARAT, GROGOL
from tests.factories.years import make_point
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.uploading import PAGE, SECOND, confirmed, found, uploaded, worked
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

OFFICE = ["Nomor Penduduk", "Pedagang", *HEADER[2:7], "Dagangan"]
NAMES = dict(zip(HEADER, OFFICE, strict=True))


def office(*rows, header=OFFICE):
    """A list whose NIK, name and trade are headed in the office's own words."""
    return csv_of(*({NAMES[title]: value for title, value in row.items()} for row in rows), header=header)


def page_of(item):
    return reverse("participants:imports-columns", args=[item.pk])


def chosen(**changes):
    """What a browser sends for OFFICE: each column with its field."""
    fields = ["nik", "name", "birth_on", "sex", "phone", "street", "kelurahan", "trade"]
    return {f"column_{at}": name for at, name in enumerate(fields)} | {"sex_codes": ""} | changes


def choose(client, item, **changes):
    client.post(page_of(item), chosen(**changes))
    return worked(item)


def test_unknown_heads_are_named_with_the_missing_ones_and_the_file_waits(staff):
    item = uploaded(office(GOOD), staff)

    assert (item.state, found(item.counts)) == ("columns", {})
    assert item.notes == [
        "Kolom NIK dan Nama Lengkap tidak ada di baris 1. Judul yang tidak dikenali: “Nomor Penduduk” (A), "
        "“Pedagang” (B), “Dagangan” (H); tulis judulnya seperti di lembar contoh."
    ]
    assert bytes(item.content_sealed)


def test_a_file_without_a_strange_head_is_refused_at_once(staff):
    item = uploaded(csv_of(GOOD, header=HEADER[1:]), staff)

    assert (item.state, "Kolom NIK tidak ada di baris 1" in item.refusal) == ("refused", True)


def test_a_file_with_fewer_strange_heads_than_missing_ones_is_refused_and_names_them(staff):
    item = uploaded(csv_of({"Pedagang": "x"}, header=["Pedagang", *HEADER[2:]]), staff)

    assert item.state == "refused"
    assert "Kolom NIK dan Nama Lengkap tidak ada" in item.refusal
    assert "“Pedagang” (A)" in item.refusal


def test_the_page_shows_head_samples_and_choice_of_each_column_and_no_whole_nik(staff, client):
    client.force_login(staff)
    item = uploaded(office(GOOD, SECOND), staff)

    detail = client.get(reverse("participants:imports-detail", args=[item.pk])).text
    page = client.get(page_of(item)).text

    assert page_of(item) in detail
    for shown in ("Nomor Penduduk", "3173••••••••01", "3173••••••••02", "Contoh Melati", "Uji Kenanga", "Kolom H"):
        assert shown in page
    assert GOOD["NIK"] not in page
    assert GOOD["NIK"] not in str(Import.objects.values().get())
    assert page.count("<select") == len(OFFICE) + 1


def test_with_the_chosen_columns_the_people_come_in(staff, client):
    client.force_login(staff)

    item = choose(client, uploaded(office(GOOD, SECOND), staff))
    confirmed(item, staff)

    assert found(item.counts) == {"new": 2}
    assert item.notes[0] == (
        "Kolom dicocokkan dengan tangan: “Nomor Penduduk” → NIK; “Pedagang” → Nama Lengkap; “Dagangan” → Jenis Usaha."
    )
    assert set(Participant.objects.values_list("name", "business__trade")) == {
        ("Contoh Melati", "katering"),
        ("Uji Kenanga", "katering"),
    }


def test_the_choice_is_used_by_itself_for_the_next_list_of_the_source_and_shown(staff, client):
    client.force_login(staff)
    choose(client, uploaded(office(GOOD), staff))

    again = uploaded(office(SECOND), staff, name="bulan depan.csv")

    assert (again.state, found(again.counts)) == ("ready", {"new": 1})
    assert again.notes[0].startswith(f"Kolom dicocokkan seperti dipilih {staff.name} pada ")
    assert again.notes[0] in client.get(reverse("participants:imports-detail", args=[again.pk])).text.replace(
        "&quot;", '"'
    )


def test_another_place_of_registration_another_region_or_other_heads_are_another_source(staff, client):
    client.force_login(staff)
    choose(client, uploaded(office(GOOD), staff))
    elsewhere = imports.upload(
        office(GOOD), file_name="a.csv", region=Region.objects.get(pk=BARAT), point=make_point("pasar"), by=staff
    )
    near = uploaded(office(GOOD), staff, region=GROGOL)
    other = uploaded(office(GOOD, header=[*OFFICE[:7], "Merek"]), staff)

    assert [worked(item).state for item in (elsewhere, near, other)] == ["columns"] * 3


def test_a_later_choice_takes_the_place_of_the_earlier(staff, client):
    client.force_login(staff)
    choose(client, uploaded(office(GOOD), staff))
    item = imports.upload(
        office(GOOD),
        file_name="a.csv",
        region=Region.objects.get(pk=BARAT),
        point=RegistrationPoint.objects.get(code="kecamatan"),
        by=staff,
        asks_columns=True,
    )

    item = choose(client, worked(item), column_7="")

    assert HeadMapping.objects.get().fields["DAGANGAN"] == ""
    assert item.notes[-1] == "Kolom yang tidak dipakai: Dagangan."


def test_who_asks_for_it_sees_the_columns_of_a_clear_list_too(staff, client):
    client.force_login(staff)
    typed = {"registration_point": "kecamatan", "region": BARAT, "asks_columns": "on"}

    client.post(PAGE, typed | {"file": SimpleUploadedFile("daftar.csv", csv_of(GOOD))})
    item = worked(Import.objects.get())

    assert item.state == "columns"
    assert "selected>Jenis Usaha" in client.get(page_of(item)).text


def test_one_and_two_are_asked_for_and_read_as_the_officer_says(staff, client):
    client.force_login(staff)
    content = csv_of(GOOD | {"Jenis Kelamin": "1"}, SECOND | {"Jenis Kelamin": "2"})
    item = uploaded(content, staff)
    assert (item.state, "1 dan 2" in item.notes[0]) == ("columns", True)

    item = choose(client, item, sex_codes="12")
    unsure = choose(client, uploaded(content, staff, region=GROGOL), sex_codes="")

    assert found(item.counts) == {"new": 2}
    assert item.notes == ["Arti jenis kelamin: 1 laki-laki, 2 perempuan."]
    assert found(unsure.counts) == {"hold": 2}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"column_1": "nik"}, "column_1", "NIK sudah dipilih untuk kolom A."),
        ({"column_0": ""}, "__all__", "Pilih juga kolom untuk NIK."),
        ({"column_0": "bukan"}, "column_0", ""),
        ({"column_7": "rt rw"}, None, ""),
        ({"column_2": "birth_on place"}, None, ""),
    ],
)
def test_a_choice_has_each_field_once_and_all_that_are_needed(staff, changes, field, words):
    heads = uploaded(office(GOOD), staff).report["heads"]

    form = ColumnsForm(chosen(**changes), heads=heads)

    assert form.is_valid() == (field is None)
    assert field is None or words in " ".join(form.errors[field])


def test_a_wrong_choice_is_shown_again_and_writes_nothing(staff, client):
    client.force_login(staff)
    item = uploaded(office(GOOD), staff)

    page = shown_again(client, client.post(page_of(item), chosen(column_1="nik"))).text

    assert "NIK sudah dipilih untuk kolom A." in page
    assert not HeadMapping.objects.exists()


@pytest.mark.parametrize("at_once", [False, True])
def test_only_the_uploader_chooses_and_only_once(staff, client, at_once):
    item = uploaded(office(GOOD), staff)
    by = make_user("province", email="lain@contoh.example")
    if at_once:
        client.force_login(staff)
        choose(client, item)
        by = staff

    with pytest.raises(ValidationError):
        imports.choose_columns(item, fields={}, sex_codes="", by=by)


def test_a_column_that_stands_twice_may_be_chosen(staff, client):
    client.force_login(staff)
    rows = [GOOD[title] for title in HEADER]
    item = uploaded(xlsx_of(header=[*HEADER, "No WA"], below=[[*rows, "0812-0000-7777"]]), staff)
    assert (item.state, "Kolom Nomor HP ada dua" in item.notes[0]) == ("columns", True)

    item = choose(client, item, column_4="", column_8="phone")
    confirmed(item, staff)

    assert Participant.objects.get().phone == "+6281200007777"


def test_a_file_that_waits_for_its_columns_may_be_forgotten(staff, client):
    client.force_login(staff)
    item = uploaded(office(GOOD), staff)

    client.post(reverse("participants:imports-discard", args=[item.pk]))

    item.refresh_from_db()
    assert (item.state, bytes(item.content_sealed), bytes(item.report_sealed)) == ("forgotten", b"", b"")
    assert client.get(page_of(item)).status_code == 302
