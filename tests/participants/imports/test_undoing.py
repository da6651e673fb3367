"""An import is taken back for 30 days, as far as nothing has been built on what it wrote."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.jobs.models import Job
from participants.imports.actions import forgetting, imports, people_lists, people_undoing, undoing
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import, WrittenBatch
from participants.journey.actions import journeys
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from tests.factories.evidence import make_check
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, confirmed, uploaded, worked

pytestmark = pytest.mark.django_db
REASON = "Daftar kecamatan lain"
CHANGED = {"Alamat": "Jalan Baru 1", "Nomor HP": "0812-0000-7777", "Jenis Usaha": "jahit", "Kelurahan": "Grogol"}


@pytest.fixture
def item(staff):
    return confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)


def undone(item, by):
    undoing.undo(item, by=by, reason=REASON)
    return worked(item)


def person(row=GOOD):
    return Participant.objects.get(name=row["Nama Lengkap"])


def facts():
    """Everything an import may write, apart from history."""
    people = Participant.objects.order_by("pk").values_list(
        "pk", "name", "phone", "street", "rt", "rw", "email", "kelurahan", "kecamatan", "is_checked"
    )
    homes = Residence.objects.order_by("participant", "since_on").values_list("participant", "kelurahan", "since_on")
    trades = Business.objects.order_by("participant").values_list("participant", "trade")
    return list(people), list(homes), list(trades)


def figures():
    sums = {}
    for *key, people in Tally.objects.values_list("kelurahan", "stage", "day", "people"):
        sums[tuple(key)] = sums.get(tuple(key), 0) + people
    return {key: people for key, people in sums.items() if people}


def make_known(row=GOOD, **more):
    made = make_participant(
        nik=row["NIK"],
        name=row["Nama Lengkap"],
        sex=row["Jenis Kelamin"],
        phone="+6281200001234",
        year=make_year(),
        **more,
    )
    journeys.enter(made)
    return made


# --- Everything goes back ------------------------------------------------------------------------------


@pytest.mark.parametrize("has_business", [True, False])
@pytest.mark.parametrize("lives_since", [0, 3])
def test_import_and_undo_leave_facts_and_figures_as_they_were(staff, has_business, lives_since):
    known = make_known(registered_at=now() - dt.timedelta(days=lives_since))
    if lives_since:
        make_check(known, today() - dt.timedelta(days=2))
        journeys.refresh([known.pk])
    if has_business:
        Business.objects.create(participant=known, standing="running", trade="katering")
    before = facts(), figures()
    item = confirmed(uploaded(csv_of(GOOD | CHANGED, SECOND), staff), staff)
    assert facts() != before[0]

    done = undone(item, staff)

    assert (facts(), figures()) == before
    assert done.state == Import.State.UNDONE
    assert done.undone == {"people": 1, "fields": 4, "kept": {}}
    assert not journeys.tally_differences()
    assert not list(journeys.differences())


def test_homes_are_put_back_by_as_many_statements_for_two_as_for_one(staff):
    counts = []
    for rows in ([GOOD], [SECOND, SECOND | {"NIK": "3173025005909003", "Nama Lengkap": "Uji Seroja"}]):
        for row in rows:
            make_known(row, registered_at=now() - dt.timedelta(days=3))  # so that the home of the list is another one
        item = confirmed(uploaded(csv_of(*[row | {"Kelurahan": "Grogol"} for row in rows]), staff), staff)
        with CaptureQueriesContext(connection) as queries:
            assert undone(item, staff).undone["fields"] == 3 * len(rows)
        counts.append(sum('DELETE FROM "people_residence"' in query["sql"] for query in queries))

    assert counts == [1, 1]


def test_it_is_said_in_the_log_of_each_and_in_the_history_of_who_stays(staff):
    known = make_known()
    item = confirmed(uploaded(csv_of(GOOD | CHANGED, SECOND), staff), staff)
    new = person(SECOND)

    undone(item, staff)

    reason = f"Impor {item.pk} ditarik: {REASON}"
    assert AccessLog.objects.get(reason=reason, actor=staff).people == [known.pk, new.pk]
    assert known.history.order_by("-history_id").first().history_change_reason == reason
    assert not Participant.history.filter(id=new.pk).exists()


def test_who_was_taken_back_can_come_in_again(staff, item):
    undone(item, staff)

    again = confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)

    assert again.counts["new"] == 2
    assert not journeys.tally_differences()


# --- What was built on stays ---------------------------------------------------------------------------


def log_in(new, staff):
    Participant.objects.filter(pk=new.pk).update(user=make_user())


def change(new, staff):
    Participant.objects.filter(pk=new.pk).update(street="Diubah di meja")


def change_trade(new, staff):
    Business.objects.filter(participant=new).update(trade="lain")


def check(new, staff):
    make_check(new, today(), by=staff)
    journeys.refresh([new.pk])


def give_mentor(new, staff):
    Participant.objects.filter(pk=new.pk).update(mentor=make_user("mentor", email="damping@contoh.example"))


def join(new, staff):
    import_rows.JoinedRegistration.objects.create(
        number="OK26-XXXXXX-1", participant=new, former_id=1, registered_at=now(), joined_by=staff, typed_sealed=b"x"
    )


def delete(new, staff):
    Business.objects.filter(participant=new).delete()
    new.delete()


@pytest.mark.parametrize("build", [log_in, change, change_trade, check, give_mentor, join, delete])
def test_a_new_person_on_whom_something_was_built_stays(staff, item, build):
    build(person(), staff)

    done = undone(item, staff)

    assert done.undone["people"] == 1
    assert sum(done.undone["kept"].values()) == 1
    assert not Participant.objects.filter(name=SECOND["Nama Lengkap"]).exists()
    assert Participant.objects.filter(name=GOOD["Nama Lengkap"]).exists() == (build is not delete)


@pytest.mark.parametrize(
    ("values", "stays"),
    [({"street": "Meja 1"}, "isinya sudah berubah lagi"), ({"phone": "+6281200009999"}, "isinya sudah berubah lagi")],
)
def test_a_field_that_changed_again_stays_and_the_others_go_back(staff, values, stays):
    known = make_known()
    item = confirmed(uploaded(csv_of(GOOD | {"Alamat": "Jalan Baru 1", "Nomor HP": "0812-0000-7777"}), staff), staff)
    Participant.objects.filter(pk=known.pk).update(**values)

    done = undone(item, staff)

    known.refresh_from_db()
    assert done.undone == {"people": 0, "fields": 2, "kept": {stays: 1}}
    assert {name: getattr(known, name) for name in values} == values
    others = {"street": "Jalan Anggrek 1", "phone": "+6281200001234"}
    assert all(getattr(known, name) == value for name, value in others.items() if name not in values)


def test_nothing_of_somebody_restricted_is_changed(staff):
    known = make_known()
    item = confirmed(uploaded(csv_of(GOOD | {"Nomor HP": "0812-0000-7777"}), staff), staff)
    Participant.objects.filter(pk=known.pk).update(restricted_at=now())

    done = undone(item, staff)

    known.refresh_from_db()
    assert (done.undone["fields"], known.phone) == (0, "+6281200007777")
    assert "orangnya meminta datanya diproses terbatas" in done.undone["kept"]


def test_a_home_where_a_stage_was_reached_stays(staff):
    known = make_known()
    item = confirmed(uploaded(csv_of(GOOD | {"Kelurahan": "Grogol"}), staff), staff)
    check(known, staff)

    done = undone(item, staff)

    known.refresh_from_db()
    assert done.undone["kept"] == {"sudah mencapai langkah di tempat tinggal yang baru": 1}
    assert known.kelurahan.name == "Grogol"
    assert not journeys.tally_differences()


# --- Who, when, how ------------------------------------------------------------------------------------


def test_only_who_may_confirm_there_takes_it_back_and_says_why(staff, item):
    officer = make_user("officer", region=GROGOL, email="kc@contoh.example")
    with pytest.raises(ValidationError, match="wilayah"):
        undoing.undo(item, by=officer, reason=REASON)
    with pytest.raises(ValidationError, match="Tulis mengapa"):
        undoing.undo(item, by=staff, reason=" ")
    undone(item, staff)
    with pytest.raises(ValidationError, match="sudah ditarik"):
        undoing.undo(item, by=staff, reason=REASON)


def test_after_thirty_days_it_is_over_and_what_was_written_is_forgotten(staff, item):
    with time_machine.travel(now() + dt.timedelta(days=31)):
        forgetting.forget_batches()
        with pytest.raises(ValidationError, match="30 hari"):
            undoing.undo(item, by=staff, reason=REASON)

    assert not WrittenBatch.objects.exists()


def test_rights_are_asked_again_when_the_work_begins(staff, item):
    undoing.undo(item, by=staff, reason=REASON)
    staff.assignments.all().delete()

    worked(item)

    assert Participant.objects.count() == 2
    assert "wilayah tugas" in imports.job_of(item).error


def test_a_worker_killed_between_two_batches_is_followed_by_one_that_ends_the_same(staff, monkeypatch):
    monkeypatch.setattr(people_lists, "BATCH", 1)
    item = confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)
    real, calls = people_undoing._take_back_people, []

    def dies(ids):
        calls.append(ids)
        real(ids)
        if len(calls) == 2:
            raise RuntimeError("killed")

    monkeypatch.setattr(people_undoing, "_take_back_people", dies)
    undone(item, staff)
    assert Participant.objects.count() == 1
    monkeypatch.setattr(people_undoing, "_take_back_people", real)
    Job.objects.filter(name="imports.undo").update(due_at=now())

    done = worked(item)

    assert (done.state, done.undone["people"], Participant.objects.count()) == ("undone", 2, 0)
    assert not journeys.tally_differences()


def test_the_page_counts_first_and_the_import_says_what_was_done(staff, item, client):
    check(person(), staff)
    client.force_login(staff)
    address = reverse("participants:imports-undo", args=[item.pk])

    page = client.get(address).text
    assert "1 orang baru dapat ditarik, 1 tidak" in page
    assert client.post(address, {"reason": "x"}).status_code == 200
    client.post(address, {"reason": REASON})
    worked(item)

    page = client.get(reverse("participants:imports-detail", args=[item.pk])).text
    assert f"1 orang baru. Alasan: {REASON}" in page
    assert "1 karena sudah ada pemeriksaan KTP" in page


def test_the_page_of_new_people_names_those_who_were_new_and_logs_each(staff, client):
    make_known()
    item = confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)
    client.force_login(staff)

    page = client.get(reverse("participants:imports-new", args=[item.pk])).text

    assert SECOND["Nama Lengkap"] in page
    assert GOOD["Nama Lengkap"] not in page
    assert AccessLog.objects.filter(act="list", subject_id=person(SECOND).pk, reason=f"Impor {item.pk}").exists()
