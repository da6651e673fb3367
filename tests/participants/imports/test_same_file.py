"""The same file again: said before anything is judged, whatever its name."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from okoce.jobs.models import Job
from participants.imports.actions import imports
from participants.imports.models import Import
from tests.factories.people import make_user
from tests.factories.places import BARAT, TIMUR
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import PAGE, SECOND, confirmed, found, uploaded, worked

pytestmark = pytest.mark.django_db


def send(client, content, *, name="daftar.csv", region=BARAT):
    typed = {"registration_point": "kecamatan", "region": region, "file": SimpleUploadedFile(name, content)}
    client.post(PAGE, typed)
    return Import.objects.latest("pk")


def detail(client, item):
    return client.get(reverse("participants:imports-detail", args=[item.pk])).text


@pytest.mark.parametrize(
    ("is_confirmed", "words"),
    [(True, "Baris yang sudah tertulis akan berputusan sama"), (False, "Berkas itu belum selesai")],
)
def test_it_waits_and_says_who_uploaded_it_with_which_outcome_and_what_going_on_means(
    staff, client, is_confirmed, words
):
    first = uploaded(csv_of(GOOD), staff, name="asli.csv")
    if is_confirmed:
        confirmed(first, staff)
    client.force_login(staff)
    jobs = Job.objects.count()

    item = send(client, csv_of(GOOD), name="nama lain.csv")
    page = detail(client, item)

    assert (item.state, Job.objects.count()) == (Import.State.KNOWN, jobs)
    assert f'<a href="{reverse("participants:imports-detail", args=[first.pk])}">asli.csv</a>' in page
    assert staff.name in page
    assert "1 baru" in page
    assert words in page


def test_one_whose_writing_was_taken_back_says_so(staff, client):
    first = confirmed(uploaded(csv_of(GOOD), staff), staff)
    Import.objects.filter(pk=first.pk).update(
        state="undone", undone_by=staff, undone_at=first.finished_at, undo_reason="salah berkas"
    )
    client.force_login(staff)

    assert "Impor itu sudah ditarik" in detail(client, send(client, csv_of(GOOD)))


def test_going_on_judges_it(staff, client):
    confirmed(uploaded(csv_of(GOOD), staff), staff)
    client.force_login(staff)
    item = send(client, csv_of(GOOD))

    client.post(reverse("participants:imports-go-on", args=[item.pk]))

    assert found(worked(item).counts) == {"same": 1}


def test_it_can_be_deleted_instead(staff, client):
    uploaded(csv_of(GOOD), staff)
    client.force_login(staff)
    item = send(client, csv_of(GOOD))

    client.post(reverse("participants:imports-discard", args=[item.pk]))

    item.refresh_from_db()
    assert (item.state, bytes(item.content_sealed)) == (Import.State.FORGOTTEN, b"")


def test_a_file_with_other_content_or_one_that_was_deleted_asks_nothing(staff, client):
    imports.discard(uploaded(csv_of(GOOD), staff), by=staff)
    client.force_login(staff)

    assert send(client, csv_of(GOOD)).state == Import.State.READING
    assert send(client, csv_of(SECOND)).state == Import.State.READING


def test_somebody_elses_is_named_without_a_link(staff, client):
    other = make_user("staff", region=TIMUR, email="timur@contoh.example")
    first = uploaded(csv_of(GOOD), other, region=TIMUR)
    client.force_login(staff)

    page = detail(client, send(client, csv_of(GOOD)))

    assert other.name in page
    assert reverse("participants:imports-detail", args=[first.pk]) not in page


def test_only_the_uploader_goes_on_and_only_once(staff, client):
    uploaded(csv_of(GOOD), staff)
    client.force_login(staff)
    item = send(client, csv_of(GOOD))

    with pytest.raises(ValidationError, match="wilayah"):
        imports.go_on(item, by=make_user("staff", email="lain@contoh.example"))
    imports.go_on(item, by=staff)
    with pytest.raises(ValidationError, match="sudah diputuskan"):
        imports.go_on(item, by=staff)
