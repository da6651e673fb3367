"""What stands in the preview beside verdicts: doubts on new rows, letters put right, rows counted, clean file names."""

import pytest
from django.urls import reverse

from participants.imports.models import Import
from participants.people.models import Business, Participant
from tests.factories.people import make_participant
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.test_layouts import ROW, workbook
from tests.participants.imports.uploading import SECOND, confirmed, found, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(staff, client):
    """page(item): its text for who uploaded it."""
    client.force_login(staff)
    return lambda item: client.get(reverse("participants:imports-detail", args=[item.pk])).text


def test_doubts_on_new_rows_are_listed_and_counted_before_anybody_confirms(staff, page):
    item = uploaded(csv_of(GOOD | {"Tanggal Lahir": "10/05/1991"}, SECOND), staff)

    shown = page(item)

    assert found(item.counts) == {"new": 2}
    assert "Tulis 2 baris" in shown
    assert "<strong>1 dari 2 baris baru</strong>: Tanggal lahir berbeda dari yang tertulis di NIK" in shown
    assert "<h2>Baris yang diragukan</h2>" in shown
    assert Participant.objects.count() == 0


def test_a_known_row_or_a_refused_one_is_no_doubt(staff, page):
    odd = GOOD | {"Tanggal Lahir": "10/05/1991"}
    confirmed(uploaded(csv_of(odd), staff), staff)

    item = uploaded(csv_of(odd, SECOND | {"Nomor HP": "x", "Tanggal Lahir": "10/05/1991"}), staff)

    assert found(item.counts) == {"same": 1, "reject": 1}
    assert (item.report["doubts"], "Baris yang diragukan" in page(item)) == ([], False)


def test_letters_put_right_are_shown_with_what_stood_there_and_stored_as_they_were_meant(staff, page):
    item = uploaded(csv_of(GOOD | {"Nama Lengkap": "RenÃªtta Melati", "Alamat": "Gg. Naâ€™im 4"}), staff)

    shown = page(item)
    confirmed(item, staff)

    assert "Huruf yang rusak dibaca “Renêtta Melati”; cocokkan." in shown
    assert "Tertulis: “Gg. Naâ€™im 4”." in shown
    assert Participant.objects.values_list("name", "street").get() == ("Renêtta Melati", "Gg. Na’im 4")
    item.refresh_from_db()
    assert "Huruf yang rusak dibaca" in str(item.report)


@pytest.mark.parametrize("text", ["Gg. KafÃ 4", "Gg. Na\ufffdim", "Jl. Na" + "\u00e2\u20ac" + "im"])
def test_letters_of_which_some_are_lost_hold_the_row(staff, text):
    item = uploaded(csv_of(GOOD | {"Alamat": text}, SECOND), staff)

    assert found(item.counts) == {"hold": 1, "new": 1}
    assert "Sebagian huruf sel ini rusak" in str(item.report)


def test_the_rows_of_the_file_and_their_verdicts_are_one_sum_on_the_page(staff, page):
    bad = SECOND | {"Nomor HP": "x"}

    shown = page(uploaded(xlsx_of(GOOD, bad, below=[["JUMLAH", "2"]]), staff))

    assert "<strong>3 baris di berkas</strong> = 1 baru + 1 ditolak + 1 bukan data" in shown


def test_each_sheet_has_its_sum_on_the_page_and_in_the_report(staff, page, client):
    rows = [HEADER, ROW, [SECOND[title] for title in HEADER]]
    item = uploaded(workbook(("RW 01", [HEADER, ROW]), ("RW 02", rows)), staff)

    shown = page(item)
    report = client.get(reverse("participants:imports-report", args=[item.pk])).content.decode()
    done = confirmed(item, staff)

    assert "3 baris di berkas</strong> dalam 2 lembar" in shown
    assert "Lembar “RW 02”: <strong>2 baris</strong> = 1 baru + 1 ditolak" in shown
    assert '"RW 02"' in report.splitlines()[1]
    assert [(sheet["title"], found(sheet["counts"])) for sheet in done.sheets] == [
        ("RW 01", {"new": 1}),
        ("RW 02", {"new": 1, "reject": 1}),
    ]


@pytest.mark.parametrize("empty", ["-", "--", "", "n/a", "Nihil", "tidak ada", "."])
def test_a_dash_is_empty_everywhere_and_writes_over_nothing(staff, empty):
    person = make_participant(
        nik=GOOD["NIK"], name=GOOD["Nama Lengkap"], phone="+6281200001234", year=make_year(), rt="005", rw="003"
    )
    Participant.objects.filter(pk=person.pk).update(email="melati@contoh.example", street=GOOD["Alamat"])
    Business.objects.create(participant=person, standing="running", trade="katering")
    row = GOOD | dict.fromkeys(("Jenis Usaha", "Surel", "RT", "RW"), empty) | {"Kota": "-", "Kecamatan": "-"}
    header = [*HEADER, "Surel", "RT", "RW", "Kota", "Kecamatan"]

    item = uploaded(
        csv_of(row, row | {"NIK": SECOND["NIK"], "Nama Lengkap": "Uji", "Jenis Kelamin": "P"}, header=header), staff
    )

    assert found(item.counts) == {"same": 1, "new": 1}


def test_a_number_in_a_file_s_name_is_kept_and_shown_nowhere(staff, page):
    item = uploaded(csv_of(GOOD), staff, name="KTP 3173021005909001 Melati.csv")

    assert Import.objects.get().file_name == "KTP … Melati.csv"
    assert "3173021005909001" not in page(item)
