"""All or nothing by choice: a row in the way undoes all, and is named. Otherwise whole batches."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.clock import now
from okoce.jobs.models import Job
from participants.imports.actions import imports, people_lists
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import, WrittenBatch
from participants.journey.actions import journeys
from participants.people.models import Participant
from tests.factories.people import make_participant
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, found, uploaded, worked

pytestmark = pytest.mark.django_db
THIRD = GOOD | {"NIK": "3173021305909003", "Nama Lengkap": "Contoh Dahlia", "Tanggal Lahir": "13/05/1990"}


@pytest.fixture(autouse=True)
def one_row_a_batch(monkeypatch):
    monkeypatch.setattr(people_lists, "BATCH", 1)


def names():
    return sorted(Participant.objects.values_list("name", flat=True))


def known(**more):
    made = make_participant(nik=GOOD["NIK"], name=GOOD["Nama Lengkap"], year=make_year(), **more)
    journeys.enter(made)
    return made


def test_all_are_written_when_nothing_is_in_the_way(staff):
    item = uploaded(csv_of(GOOD, SECOND), staff)
    imports.confirm(item, by=staff, whole=True)

    done = worked(item)

    assert (done.state, found(done.counts)) == ("done", {"new": 2})
    assert not journeys.tally_differences()


def test_somebody_who_changed_since_the_preview_undoes_all_and_is_named(staff, client):
    item = uploaded(csv_of(SECOND, GOOD), staff)
    known(phone="+6281200007777")
    imports.confirm(item, by=staff, whole=True)

    done = worked(item)

    assert names() == ["Contoh Melati"]
    assert (done.state, done.confirmed_by, WrittenBatch.objects.count()) == ("ready", None, 0)
    assert [row["row"] for row in done.report["in_the_way"]] == [3]
    assert not journeys.tally_differences()
    client.force_login(staff)
    page = client.get(reverse("participants:imports-detail", args=[item.pk])).text
    assert "Tidak satu pun ditulis" in page
    assert "Baris yang menghalangi" in page


def test_one_field_that_changed_undoes_all(staff):
    person = known(phone="+6281200001234")
    item = uploaded(csv_of(GOOD | {"Alamat": "Jalan Baru 1", "Nomor HP": "0812-0000-5555"}, SECOND), staff)
    Participant.objects.filter(pk=person.pk).update(street="Gang Meja 9")
    imports.confirm(item, by=staff, whole=True)

    done = worked(item)

    assert (done.state, names()) == ("ready", ["Contoh Melati"])
    person.refresh_from_db()
    assert (person.street, person.phone) == ("Gang Meja 9", "+6281200001234")


def test_the_new_preview_shows_the_register_as_it_is_now_and_can_be_confirmed_again(staff):
    item = uploaded(csv_of(SECOND, GOOD), staff)
    known(phone="+6281200007777")
    imports.confirm(item, by=staff, whole=True)
    item = worked(item)
    assert found(item.counts) == {"new": 1, "update": 1}

    imports.confirm(item, by=staff, whole=True)

    done = worked(item)
    assert (done.state, found(done.counts)) == ("done", {"new": 1, "update": 1})
    assert not done.report["in_the_way"]


def test_what_stands_there_by_now_as_the_file_has_it_or_was_not_chosen_is_not_in_the_way(staff):
    known(street="Jalan Lama 2")
    item = uploaded(csv_of(GOOD, SECOND, THIRD), staff)
    make_participant(
        nik=SECOND["NIK"], name=SECOND["Nama Lengkap"], sex="P", year=make_year(), phone="+6281200001234",
        street=SECOND["Alamat"],
    )  # fmt: skip
    import_rows.Business.objects.create(
        participant=Participant.objects.get(name="Uji Kenanga"), standing="running", trade="katering"
    )
    fields = [change["field"] for row in item.report["rows"] for change in row["changes"]]
    imports.confirm(item, by=staff, whole=True, left_out={"fields": fields})

    done = worked(item)

    assert (done.state, found(done.counts)) == ("done", {"hold": 1, "same": 1, "new": 1})


def test_by_default_only_the_row_in_the_way_is_held(staff):
    item = uploaded(csv_of(GOOD, SECOND), staff)
    known(phone="+6281200007777")
    imports.confirm(item, by=staff)

    done = worked(item)

    assert (done.state, found(done.counts)) == ("done", {"new": 1, "hold": 1})


@pytest.mark.parametrize("dies_at", [1, 2, 3])
@pytest.mark.parametrize("is_whole", [True, False])
def test_a_worker_killed_in_the_middle_leaves_whole_batches_or_none_and_the_next_ends_the_same(
    staff, monkeypatch, is_whole, dies_at
):
    item = uploaded(csv_of(GOOD, SECOND, THIRD), staff)
    imports.confirm(item, by=staff, whole=is_whole)
    real, calls = import_rows.write, []

    def dies(rows, **kwargs):
        calls.append(rows)
        found = real(rows, **kwargs)
        if len(calls) == dies_at:
            raise RuntimeError("killed")
        return found

    monkeypatch.setattr(import_rows, "write", dies)
    worked(item)
    assert Participant.objects.count() == (0 if is_whole else dies_at - 1)
    monkeypatch.setattr(import_rows, "write", real)
    Job.objects.filter(name="imports.write").update(due_at=now())

    done = worked(item)

    assert (done.state, found(done.counts), done.rows_done) == ("done", {"new": 3}, 3)
    assert Participant.objects.count() == 3
    assert not journeys.tally_differences()


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_worker_killed_after_the_last_row_is_followed_by_one_that_writes_nothing_twice(staff, is_whole):
    item = uploaded(csv_of(GOOD, SECOND), staff)
    imports.confirm(item, by=staff, whole=is_whole)
    item.refresh_from_db()
    imports.write(item)  # and nothing after it
    item.refresh_from_db()
    Participant.objects.filter(name="Uji Kenanga").update(street="Diubah di meja")

    imports.write(item)()

    item.refresh_from_db()
    assert found(item.counts) == {"new": 2}
    assert Participant.objects.get(name="Uji Kenanga").street == "Diubah di meja"


def test_the_page_sends_the_choice(staff, client):
    item = uploaded(csv_of(GOOD), staff)
    client.force_login(staff)

    client.post(reverse("participants:imports-confirm", args=[item.pk]), {"notice_shown": "on", "whole": "on"})

    assert Import.objects.get(pk=item.pk).is_whole


def test_who_saw_another_preview_is_asked_to_look_again(staff):
    item = uploaded(csv_of(GOOD), staff)

    with pytest.raises(ValidationError, match="baru saja dibetulkan"):
        imports.confirm(item, by=staff, mended=1)
    imports.confirm(item, by=staff, mended=0)
