"""manage.py impor_peserta: the verdicts of the pages, counts, writing, and an error where a file is refused."""

import io

import pytest
from django.core.management import CommandError, call_command

from participants.imports.models import Import
from participants.people.models import Participant
from tests.factories.people import make_user
from tests.factories.places import BARAT, GROGOL
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.test_layouts import ROW, workbook
from tests.participants.imports.test_mapping import choose, office
from tests.participants.imports.uploading import SECOND, found, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered(tmp_path, staff):
    """ordered(content, **options): what the command prints."""

    def order(content, name="daftar.csv", **options):
        path, out = tmp_path / name, io.StringIO()
        path.write_bytes(content)
        call_command("impor_peserta", path, **{"sebagai": staff.email, "stdout": out} | options)
        return out.getvalue()

    return order


def test_without_more_it_judges_and_writes_nothing(ordered):
    printed = ordered(csv_of(GOOD, SECOND | {"Nomor HP": "tidak ada"}))

    assert "2 baris = 1 baru + 0 sama + 0 diubah + 0 ditahan + 1 ditolak + 0 bukan data" in printed
    assert "Baris 3: Nomor HP" in printed
    assert not Participant.objects.exists()
    assert not Import.objects.exists()


def test_with_tulis_it_takes_the_way_of_the_pages(ordered, staff):
    printed = ordered(csv_of(GOOD, SECOND), name="NIK 3173021005909001.csv", sumber="kecamatan", tulis=True)

    item = Import.objects.get()
    assert (item.state, found(item.counts), item.confirmed_by, item.file_name) == (
        "done",
        {"new": 2},
        staff,
        "NIK ….csv",
    )
    assert f"Ditulis sebagai impor {item.pk}: 2 baru" in printed
    assert Participant.objects.count() == 2


def test_each_sheet_is_counted(ordered):
    content = workbook(
        ("RW 01", [HEADER, ROW]), ("RW 02", [HEADER, ["3173021005909003", "Contoh Dahlia", *ROW[2:]], ROW])
    )

    printed = ordered(content, name="daftar.xlsx")

    assert "Lembar “RW 01”: 1 baris = 1 baru" in printed
    assert "Lembar “RW 02”: 2 baris = 1 baru + 0 sama + 0 diubah + 0 ditahan + 1 ditolak" in printed
    assert "Lembar “RW 02” baris 3: Orang ini sudah ada dengan isi sama di baris 2 lembar “RW 01”" in printed


def test_a_refused_file_ends_with_an_error(ordered):
    with pytest.raises(CommandError, match="Berkas ditolak"):
        ordered(csv_of(GOOD, header=HEADER[1:]), tulis=True)

    assert not Import.objects.exists()


def test_nothing_to_write_ends_with_an_error(ordered, staff):
    ordered(csv_of(GOOD), tulis=True)

    with pytest.raises(CommandError, match="sudah tercatat dengan data yang sama"):
        ordered(csv_of(GOOD), tulis=True)


def test_a_file_that_was_uploaded_before_is_said_first(ordered, staff):
    uploaded(csv_of(GOOD), staff)

    printed = ordered(csv_of(GOOD), name="nama lain.csv")

    assert printed.startswith(f"Berkas yang sama sudah diunggah {staff.name}")
    assert "menunggu keputusan" in printed


def test_with_utuh_all_are_written(ordered):
    assert "2 baru" in ordered(csv_of(GOOD, SECOND), tulis=True, utuh=True)
    assert Import.objects.get().is_whole


def test_columns_chosen_on_the_page_serve_the_command(ordered, staff, client):
    client.force_login(staff)
    with pytest.raises(CommandError):
        ordered(office(SECOND), sumber="kecamatan")
    choose(client, uploaded(office(GOOD), staff))

    assert "1 baris = 1 baru" in ordered(office(SECOND), sumber="kecamatan")


def test_codes_of_the_sexes_are_held_until_somebody_says_what_they_mean(ordered, staff):
    content = csv_of(GOOD | {"Jenis Kelamin": "1"}, SECOND | {"Jenis Kelamin": "2"})

    assert "2 ditahan" in ordered(content)
    with pytest.raises(CommandError, match="cocokkan dulu kolomnya"):
        ordered(content, tulis=True)
    assert "2 baru" in ordered(content, kode_kelamin="12", tulis=True)
    assert sorted(Participant.objects.values_list("sex", flat=True)) == ["L", "P"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sebagai": "nobody@contoh.example"}, "tidak ada atau tidak boleh"),
        ({"sumber": "bulan"}, "isi --sumber dengan salah satu dari: kecamatan"),
        ({"wilayah": "31.75"}, f"wilayah dalam tugas petugas ini: {BARAT}"),
    ],
)
def test_what_is_asked_wrongly_is_said(ordered, options, words):
    with pytest.raises(CommandError, match=words):
        ordered(csv_of(GOOD), **options)


def test_who_may_only_propose_may_not_write(ordered):
    officer = make_user("officer", region=GROGOL, email="kecamatan@contoh.example")

    assert "1 baru" in ordered(csv_of(GOOD), sebagai=officer.email)
    with pytest.raises(CommandError, match="bukan wilayah tugas"):
        ordered(csv_of(GOOD), sebagai=officer.email, tulis=True)


def test_a_smaller_region_of_the_officers_judges_what_lies_outside_it(ordered):
    assert "1 ditolak" in ordered(xlsx_of(GOOD | {"Kelurahan": "Duri Kepa"}), name="a.xlsx", wilayah=GROGOL)
