"""What a list changes of known people: each field old and new with its day, taken one by one, by column, or all."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from okoce.clock import now, today, wib_day
from participants.imports.actions import imports
from participants.people.models import Business, Participant
from tests.factories.people import make_participant
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, found, uploaded, worked

pytestmark = pytest.mark.django_db

CHANGED = {"Alamat": "Jalan Baru 1", "Nomor HP": "0812-0000-7777", "Jenis Usaha": "jahit"}


@pytest.fixture
def known(staff):
    """Two people whose street, phone and trade the list changes."""
    people = []
    for row in (GOOD, SECOND):
        person = make_participant(
            nik=row["NIK"], name=row["Nama Lengkap"], sex=row["Jenis Kelamin"], phone="+6281200001234", year=make_year()
        )
        Business.objects.create(participant=person, standing="running", trade="katering")
        people.append(person)
    return people


@pytest.fixture
def item(staff, known):
    return uploaded(csv_of(GOOD | CHANGED, SECOND | CHANGED), staff)


@pytest.fixture
def confirmed_with(staff, client, item):
    """confirmed_with(fields, changes): the import once written with these ticks."""
    client.force_login(staff)

    def confirm(fields, changes):
        typed = {"notice_shown": "on", "choosing": "1", "fields": fields, "changes": changes}
        client.post(reverse("participants:imports-confirm", args=[item.pk]), typed)
        return worked(item)

    return confirm


def held(person):
    person.refresh_from_db()
    return person.street, person.phone, Business.objects.get(participant=person).trade


ALL = ["phone", "street", "trade"]
TICKS = [f"{row}|{name}" for row in (2, 3) for name in ALL]
OLD, NEW = ("Jalan Anggrek 1", "+6281200001234", "katering"), ("Jalan Baru 1", "+6281200007777", "jahit")


def test_all_are_taken_when_every_tick_stays(confirmed_with, known):
    done = confirmed_with(ALL, TICKS)

    assert found(done.counts) == {"update": 2}
    assert [held(person) for person in known] == [NEW, NEW]


def test_a_whole_column_is_left_as_the_register_has_it(confirmed_with, known):
    done = confirmed_with(["street", "trade"], TICKS)

    assert found(done.counts) == {"update": 2}
    assert [held(person)[1] for person in known] == ["+6281200001234"] * 2
    assert [held(person)[0] for person in known] == ["Jalan Baru 1"] * 2
    assert "Perubahan ini tidak dipilih saat disetujui" in str(done.report)


def test_one_change_of_one_person_is_left_out(confirmed_with, known):
    confirmed_with(ALL, [tick for tick in TICKS if tick != "2|street"])

    assert [held(person) for person in known] == [("Jalan Anggrek 1", *NEW[1:]), NEW]


def test_a_row_of_which_nothing_is_chosen_is_held(confirmed_with, known, client):
    done = confirmed_with(ALL, [tick for tick in TICKS if tick.startswith("3|")])

    assert found(done.counts) == {"hold": 1, "update": 1}
    assert [held(person) for person in known] == [OLD, NEW]
    page = client.get(reverse("participants:imports-detail", args=[done.pk])).text
    assert "Perubahan ini tidak dipilih saat disetujui" in page


def test_no_choice_at_all_takes_all(staff, item, known):
    imports.confirm(item, by=staff)

    assert found(worked(item).counts) == {"update": 2}
    assert [held(person) for person in known] == [NEW, NEW]


def test_the_choice_stands_when_a_worker_dies_between_writing_and_saying_so(staff, item, known):
    imports.confirm(item, by=staff, left_out={"fields": ["phone"], "rows": {"2": ["street"]}})
    item.refresh_from_db()
    imports.write(item)  # a worker that is killed before it can say so
    item.refresh_from_db()

    imports.write(item)()

    item.refresh_from_db()
    assert found(item.counts) == {"update": 2}
    assert [held(person) for person in known] == [
        ("Jalan Anggrek 1", "+6281200001234", "jahit"),
        (NEW[0], OLD[1], NEW[2]),
    ]


def test_the_preview_has_a_tick_for_each_change_and_each_column(staff, item, client):
    client.force_login(staff)

    page = client.get(reverse("participants:imports-detail", args=[item.pk])).text

    assert page.count('name="changes"') == 6
    assert page.count('name="fields"') == 3
    assert 'value="2|street"' in page
    assert "Alamat (2 baris)" in page


def test_who_may_not_confirm_sees_no_tick(staff, item, client):
    item.confirmed_at, item.confirmed_by, item.state = now(), staff, "done"
    item.save()
    client.force_login(staff)

    assert 'name="changes"' not in client.get(reverse("participants:imports-detail", args=[item.pk])).text


def test_each_old_value_has_the_day_since_when_the_register_has_it(staff, known):
    with time_machine.travel(now() + dt.timedelta(days=3)):
        Participant.objects.filter(pk=known[0].pk).update(street="Gang Tengah 5")
        street_on = today()
    with time_machine.travel(now() + dt.timedelta(days=5)):
        item = uploaded(csv_of(GOOD | CHANGED), staff)

    (row,) = item.report["rows"]

    registered_on = str(wib_day(known[0].registered_at))
    assert {change["field"]: change["day"] for change in row["changes"]} == {
        "phone": registered_on,
        "street": str(street_on),
        "trade": registered_on,
    }
