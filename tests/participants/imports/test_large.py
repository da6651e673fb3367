"""Thousands of rows: a real worker writes them while pages answer, in statements and memory that a batch needs."""

import datetime as dt
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import sample_sheet
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports.actions import imports, people_lists
from participants.imports.models import Import
from participants.journey.actions import journeys
from participants.journey.models import Tally
from participants.people.models import Participant
from tests.conftest import PATIENCE
from tests.factories.people import make_participant, make_user
from tests.factories.places import PROVINCE
from tests.factories.years import make_point, make_year

BEFORE_THE_LIST = sample_sheet.FIRST - dt.timedelta(days=1)  # so that no NIK of the list is taken by chance
WORST_ROW = 12_000  # bytes a row may take: 20,000 rows stay under 240 MB


@pytest.fixture
def dinas():
    make_year()
    make_point("kecamatan")
    return make_user("province")


def good_file(rows):
    return sample_sheet.workbook(rows, sample_sheet.places())


def uploaded(content, by):
    point = RegistrationPoint.objects.get(code="kecamatan")
    region = Region.objects.get(pk=PROVINCE)
    return imports.upload(content, file_name="besar.xlsx", region=region, point=point, by=by)


def worked(item, step):
    step(item)()
    item.refresh_from_db()


@pytest.mark.worker
@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_two_thousand_people_come_in_while_pages_answer_and_others_register(dinas, real_worker, client, wait_until):
    client.force_login(dinas)
    pages = [reverse("participants:people-list"), reverse("participants:imports-list"), "/pelatihan/"]
    statuses = set()

    def is_over(state):
        statuses.update(client.get(page).status_code for page in pages)
        make_participant(birth_on=BEFORE_THE_LIST)
        item.refresh_from_db()
        return item.state != state

    item = uploaded(good_file(2000), dinas)
    assert wait_until(lambda: is_over("reading"), seconds=5 * PATIENCE)
    imports.confirm(item, by=dinas)
    item.refresh_from_db()
    assert wait_until(lambda: is_over("writing"), seconds=5 * PATIENCE), imports.job_of(item).error

    assert (item.state, item.counts["new"], item.rows_done) == ("done", 2000, 2000)
    assert Participant.objects.filter(registered_by=dinas).count() == 2000
    assert Tally.objects.filter(stage=Tally.REGISTERED).exists()
    assert statuses == {200}


@pytest.mark.django_db
def test_twice_the_batches_ask_twice_as_much(dinas, monkeypatch):
    monkeypatch.setattr(people_lists, "BATCH", 20)
    asked = {}
    for rows in (20, 20, 40, 80):  # the first reads what is read once a process
        Participant.objects.filter(registered_by=dinas).delete()
        item = uploaded(good_file(rows), dinas)
        with CaptureQueriesContext(connection) as judged:
            worked(item, imports.judge)
        imports.confirm(item, by=dinas)
        item.refresh_from_db()
        with CaptureQueriesContext(connection) as written:
            worked(item, imports.write)
        asked[rows] = (len(judged), len(written))
        assert item.counts["new"] == rows

    (judged, written), (judged_twice, written_twice), (judged_four, written_four) = asked.values()
    assert judged_four - judged_twice == 2 * (judged_twice - judged)
    assert written_four - written_twice == 2 * (written_twice - written)


@pytest.mark.django_db
def test_a_row_takes_little_memory(dinas):
    rows, content = 1000, good_file(1000)
    item = uploaded(content, dinas)

    tracemalloc.start()
    worked(item, imports.judge)
    _, judging = tracemalloc.get_traced_memory()
    imports.confirm(item, by=dinas)
    item.refresh_from_db()
    tracemalloc.reset_peak()
    worked(item, imports.write)
    _, writing = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert Participant.objects.filter(registered_by=dinas).count() == rows
    assert max(judging, writing) / rows < WORST_ROW, (judging / rows, writing / rows)


@pytest.mark.django_db
def test_all_come_in_and_the_figures_agree(dinas):
    item = uploaded(good_file(120), dinas)
    worked(item, imports.judge)
    imports.confirm(item, by=dinas)

    worked(Import.objects.get(pk=item.pk), imports.write)

    assert Participant.objects.filter(registered_by=dinas).count() == 120
    assert not journeys.tally_differences()
