"""Lists about known people through the pages and the command: which kind, by whom, and with which template."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from participants.imports.actions import kinds
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import
from participants.permits.models import Licence
from tests.factories.people import make_user
from tests.factories.places import BARAT
from tests.factories.years import make_point, make_year
from tests.participants.fact_lists import listed, test_licences
from tests.participants.imports.imported import GOOD, csv_of

pytestmark = pytest.mark.django_db
PAGE = reverse("participants:imports-list")
TEMPLATE = reverse("participants:imports-template")


@pytest.fixture
def staff(db):
    make_year()
    make_point("kecamatan")
    return make_user("staff")


def content_of(*rows):
    return csv_of(*rows, header=list(rows[0]))


def send(client, content, kind, *, region=BARAT):
    file = SimpleUploadedFile("daftar.csv", content)
    return client.post(
        PAGE, {"file": file, "kind": kind, "registration_point": "kecamatan", "region": region}, follow=True
    )


def test_a_list_goes_from_upload_to_undo_by_the_pages(client, staff):
    person = listed.make_checked(name="Contoh Melati")
    client.force_login(staff)

    page = send(client, content_of(test_licences.row(person)), ListKind.LICENCES)
    item = listed.worked(Import.objects.get())
    preview = client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()
    client.post(reverse("participants:imports-confirm", args=[item.pk]), {"notice_shown": "on", "mended": "0"})
    item = listed.worked(item)
    done = client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()
    people = client.get(reverse("participants:imports-new", args=[item.pk])).content.decode()
    undo = client.get(reverse("participants:imports-undo", args=[item.pk])).content.decode()

    assert (page.status_code, item.kind) == (200, ListKind.LICENCES)
    assert "Tulis 1 baris ke izin usaha peserta?" in preview
    assert "instansi yang menerbitkan" in preview
    assert "bukti Perizinan dari daftar" in done
    assert person.name in people
    assert "1 izin baru dapat ditarik" in undo


def test_a_held_row_is_mended_in_place(client, staff):
    person = listed.make_checked(name="Contoh Melati")
    item = test_licences.uploaded(test_licences.row(person, **{"Nomor Izin": "91202"}), by=staff)
    client.force_login(staff)
    page = reverse("participants:imports-mend", args=[item.pk, 1])

    shown = client.get(page).content.decode()
    client.post(page, {"number": person.registration_number, "nik": "", "name": person.name, "licence_kind": "NIB",
                       "licence_number": test_licences.NIB, "issued_on": test_licences.issued_on()})  # fmt: skip

    item.refresh_from_db()
    assert "NIB terdiri dari 13 angka" in shown
    assert listed.found(item.counts) == {"new": 1}


@pytest.mark.parametrize(
    ("role", "count"),
    [("officer", 4), ("staff", 5), ("province", 1)],
)
def test_each_role_is_offered_what_it_may_bring_in(client, staff, role, count):
    user = make_user(role)
    client.force_login(user)

    assert len(kinds.open_to(user)) == count
    choices = client.get(PAGE).context["form"].fields["kind"].choices
    assert len(choices) == count


def test_a_list_of_another_kind_is_neither_taken_nor_shown_without_its_permission(client, staff):
    dinas = make_user("province")
    person = listed.make_checked(name="Contoh Melati")
    content = content_of(test_licences.row(person))
    client.force_login(dinas)

    refused = send(client, content, ListKind.LICENCES, region="31")
    template = client.get(TEMPLATE, {"isi": ListKind.LICENCES})
    item = test_licences.uploaded(test_licences.row(person), by=staff)
    listed.imports.propose(item, by=staff)

    assert "Pilih isi daftar" in refused.content.decode()
    assert template.status_code == 404
    assert client.get(reverse("participants:imports-detail", args=[item.pk])).status_code == 404
    assert not item.allows(dinas, listed.imports.CONFIRM)


@pytest.mark.parametrize("kind", ListKind)
def test_each_kind_has_a_template_with_its_columns_as_text(client, kind):
    client.force_login(make_user("staff"))

    answer = client.get(TEMPLATE, {"isi": kind})

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [cell.value for cell in book.worksheets[0][1]] == [c.title for c in OF_KIND[kind].columns.values()]


@pytest.mark.parametrize(
    ("kind", "row", "noun"),
    [
        (ListKind.PEOPLE, lambda person: test_licences.row(person), "daftar izin usaha"),
        (ListKind.LICENCES, lambda person: GOOD, "daftar peserta"),
    ],
)
def test_a_list_of_another_kind_is_recognised_by_its_heads(staff, kind, row, noun):
    item = listed.uploaded(kind, row(listed.make_checked()), by=staff)

    assert item.state == Import.State.REFUSED
    assert f"Judul kolomnya seperti {noun}" in item.refusal


def test_the_command_gives_the_same_verdicts_and_writes(staff, tmp_path):
    person, path, out = listed.make_checked(name="Contoh Melati"), tmp_path / "izin.csv", io.StringIO()
    path.write_bytes(content_of(test_licences.row(person), test_licences.row(person, **{"Nomor Izin": "1"})))
    options = {"isi": ListKind.LICENCES, "sebagai": staff.email, "sumber": "kecamatan", "stdout": out}

    call_command("impor_peserta", path, **options)
    call_command("impor_peserta", path, tulis=True, **options)

    assert "2 baris = 1 baru + 0 sama + 0 diubah + 0 ditahan + 1 ditolak + 0 bukan data" in out.getvalue()
    assert Licence.objects.get().participant == person
    with pytest.raises(CommandError, match="tidak boleh mengimpor"):
        call_command("impor_peserta", path, isi=ListKind.LICENCES, sebagai=make_user("province").email, stdout=out)
