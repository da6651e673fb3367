"""What writes a list is killed (SIGKILL) at twenty random moments: whole batches or none, and the next one goes on."""

import datetime as dt
import random
import subprocess
import sys
from collections import Counter

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.jobs import sweeping
from okoce.jobs.models import Job
from participants.imports.actions import imports
from participants.journey.actions import journeys
from participants.people.models import Business, Participant, Residence
from tests.conftest import ROOT
from tests.factories.people import invented_nik, make_participant
from tests.factories.places import TOMANG
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import uploaded

pytestmark = [pytest.mark.worker, pytest.mark.embedded, pytest.mark.django_db(transaction=True)]

KILLS, BATCH = 20, 4
NEW = 90


@pytest.fixture
def writers(worker_environment):
    """writers(job, moment, after): how a process ended that was to do the job."""
    command = [sys.executable, "-m", "tests.killed_writers"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=worker_environment, **pipes)

    def write(job, moment=0, after=0):
        process.stdin.write(f"{job.pk} {BATCH} {moment} {after}\n")
        process.stdin.flush()
        return process.stdout.readline().split()

    yield write
    process.stdin.close()
    process.wait()


@pytest.fixture
def item(staff):
    """A list of new people with one that changes, one that is refused and two that contradict each other."""
    known = make_participant(nik=invented_nik(950), name="Contoh Teratai", year=make_year(), kelurahan=TOMANG)
    journeys.enter(known)
    rows = [
        GOOD | {"NIK": invented_nik(number), "Nama Lengkap": f"Contoh Melati {'ABCDEFGHIJ'[number % 10]}"}
        for number in range(1, NEW + 1)
    ]
    rows.insert(7, GOOD | {"NIK": known.nik, "Nama Lengkap": known.name, "Alamat": "Jalan Baru 7"})
    rows.insert(23, GOOD | {"NIK": "123"})
    rows[40:40] = [GOOD | {"NIK": invented_nik(951), "Nama Lengkap": name} for name in ("Uji Satu", "Uji Dua")]
    return uploaded(csv_of(*rows), staff)


def fall_silent(job):
    """The lease of who was killed is over, also by the clock of another process."""
    over = now() - dt.timedelta(days=1)
    Job.objects.filter(pk=job.pk).update(attempts=0, due_at=over, lease_until=over)


def register(item):
    """What stands in the register of the rows of a list, as far as a writer has come."""
    logs = [batch.log for batch in item.batches.all()]
    assert len({row for log in logs for row in log}) == sum(map(len, logs)), "a row was written twice"
    people = Participant.objects.filter(registered_by=item.uploaded_by)
    assert Business.objects.filter(participant__in=people).count() == people.count()
    assert Residence.objects.filter(participant__in=people).count() == people.count()
    assert not journeys.tally_differences()
    return [set(log) for log in logs], people


def batches_of(item):
    """[(rows of the file up to its end, the rows that are to be written)] of each batch."""
    keys = list(item.report["verdicts"])
    parts = [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]
    return [
        (min((number + 1) * BATCH, len(keys)), {k for k in part if item.report["verdicts"][k] in ("new", "update")})
        for number, part in enumerate(parts)
    ]


@pytest.mark.parametrize("is_whole", [False, True], ids=["by batches", "all or nothing"])
def test_twenty_kills_leave_whole_batches_or_none_and_the_page_says_how_many(writers, item, client, is_whole):
    preview, expected = item.counts, batches_of(item)
    imports.confirm(item, by=item.uploaded_by, whole=is_whole)
    item.refresh_from_db()
    job, luck, most = imports.job_of(item), random.Random(12), 500 if is_whole else 80
    page = reverse("participants:imports-detail", args=[item.pk])
    client.force_login(item.uploaded_by)
    found = Counter()

    for _ in range(KILLS):
        fall_silent(job)
        found[writers(job, luck.randint(1, most), luck.randrange(2))[0]] += 1
        item.refresh_from_db()
        written, people = register(item)
        shown = client.get(page).text
        if is_whole:
            assert (item.rows_done, written, people.count()) == (0, [], 0)
            assert "Semua baris sedang ditulis sekaligus" in shown
            continue
        ends = [end for end, rows in expected if rows in written]
        assert written == [rows for end, rows in expected if rows and end <= item.rows_done]
        assert item.rows_done == max(ends, default=0)
        assert f"<strong>{item.rows_done}</strong> dari {item.rows_total} selesai" in shown
    assert found == {"killed": KILLS}
    assert is_whole or item.rows_done > 5 * BATCH  # the kills fell far apart

    fall_silent(job)
    ended, statements = writers(job)
    assert ended == "ended"
    assert not is_whole or most > int(statements) / 2  # the kills fell all over the writing

    item.refresh_from_db()
    written, people = register(item)
    assert (item.state, item.counts, item.rows_done) == ("done", preview, item.rows_total)
    assert set().union(*written) == set().union(*(rows for _, rows in expected))
    assert sorted(person.nik for person in people) == sorted(invented_nik(number) for number in range(1, NEW + 1))
    assert Participant.objects.get(name="Contoh Teratai").street == "Jalan Baru 7"
    logged = Counter(pk for row in AccessLog.objects.filter(act="change", reason=f"Impor {item.pk}") for pk in row.ids)
    assert set(logged.values()) == {1}
    assert len(logged) == NEW + 1


def test_a_writer_that_was_killed_three_times_leaves_a_page_that_says_how_many_rows_are_done(writers, item, client):
    imports.confirm(item, by=item.uploaded_by)
    item.refresh_from_db()
    job = imports.job_of(item)
    fall_silent(job)
    assert writers(job, 60, 1) == ["killed"]
    item.refresh_from_db()
    Job.objects.filter(pk=job.pk).update(attempts=3, lease_until=now() - dt.timedelta(seconds=1))
    sweeping.sweep()
    client.force_login(item.uploaded_by)

    page = client.get(reverse("participants:imports-detail", args=[item.pk])).text

    assert item.rows_done > 0
    assert f"{item.rows_done} dari {item.rows_total} baris sudah selesai" in page
    assert "Coba lagi" in page
