"""/sehat/: a word for everybody, sentences for those who run the portal, and never an error."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from django.db.backends.signals import connection_created

from okoce.clock import now
from okoce.jobs import failures, health
from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Heartbeat, Job
from okoce.jobs.outbox import restart
from tests.factories.people import make_user

TOKEN = "rahasia-alarm"
PARTS = ("quick", "bulk", "beat")


@pytest.fixture(autouse=True)
def token(settings):
    settings.HEALTH_TOKEN = TOKEN


def all_is_well():
    for part in PARTS:
        beat(part)


def ask(client, token=TOKEN):
    answer = client.get("/sehat/", headers={"X-Health-Token": token})
    assert answer.status_code == (200 if answer.json()["ok"] else 503)
    return answer.json()


def failed_job(**fields):
    return Job.objects.create(name="uji", key="gagal", state=Job.State.FAILED, finished_at=now(), **fields)


# --- Who reads what ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "salah", TOKEN[:-1]])
def test_a_stranger_reads_only_whether_all_is_well(client, token):
    before = ask(client, token)
    all_is_well()

    assert (before, ask(client, token)) == ({"ok": False}, {"ok": True})


@pytest.mark.django_db
def test_the_right_token_reads_what_is_wrong(client):
    before = ask(client)["problems"]
    all_is_well()

    assert before == [
        "Antrean cepat (quick) tidak bergerak: jalankan pekerjanya.",
        "Antrean besar (bulk) tidak bergerak: jalankan pekerjanya.",
        "Penjadwal (beat) tidak berjalan.",
    ]
    assert ask(client) == {"ok": True, "problems": []}


@pytest.mark.django_db
def test_without_a_token_in_the_settings_an_empty_one_opens_nothing(client, settings):
    settings.HEALTH_TOKEN = ""

    assert ask(client, "") == {"ok": False}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "reads"), [("province", True), ("auditor", True), ("staff", False), (None, False)])
def test_staff_who_may_see_jobs_read_what_is_wrong(client, role, reads):
    client.force_login(make_user(role) if role else make_user())

    assert ("problems" in ask(client, "")) is reads


# --- What is wrong -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_each_part_must_have_moved_lately(client, part):
    all_is_well()
    Heartbeat.objects.filter(part=part).update(beat_at=now() - timedelta(seconds=31))

    (problem,) = ask(client)["problems"]

    assert part in problem


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("queue", "minutes", "problems"),
    [
        ("quick", 4, []),
        ("quick", 6, ["Pekerjaan di antrean cepat (quick) menunggu 6 menit."]),
        ("bulk", 29, []),
        ("bulk", 31, ["Pekerjaan di antrean besar (bulk) menunggu 31 menit."]),
    ],
)
def test_a_job_that_waits_for_long_is_a_problem_papers_later_than_codes(client, queue, minutes, problems):
    all_is_well()
    Job.objects.create(name="uji", key="lama", queue=queue, due_at=now() - timedelta(minutes=minutes, seconds=5))
    Job.objects.create(name="uji", key="nanti", queue=queue, due_at=now() + timedelta(minutes=10))

    assert ask(client)["problems"] == problems


@pytest.mark.django_db
def test_a_job_that_failed_for_good_is_a_problem_until_somebody_has_seen_it(client):
    all_is_well()
    failed_job()
    user = make_user("province")

    before = ask(client)["problems"]
    count = failures.mark_seen(Job.objects.all(), by=user)

    assert before == [failures.SENTENCE.format(count=1)]
    assert ask(client)["problems"] == []
    assert (count, Job.objects.get().seen_by) == (1, user)


@pytest.mark.django_db
def test_a_failed_job_that_is_started_again_is_no_problem_and_is_one_again_when_it_fails(client):
    all_is_well()
    job = failed_job(seen_at=now(), seen_by=make_user("province"))

    restart(job)
    waiting = ask(client)["problems"]
    Job.objects.update(state=Job.State.FAILED, finished_at=now())

    assert waiting == []
    assert ask(client)["problems"] == [failures.SENTENCE.format(count=1)]


@pytest.mark.django_db
def test_without_the_cache_it_says_so(client, monkeypatch):
    all_is_well()
    monkeypatch.setattr(type(caches["default"]), "answers", lambda self: False)

    assert ask(client)["problems"] == [health.NO_CACHE]


def sad():
    return ["Kuncinya lain."]


def broken():
    raise ZeroDivisionError("3173021005909001")


@pytest.mark.django_db
def test_other_apps_add_what_they_find_and_a_check_that_breaks_is_a_problem_too(client, settings):
    all_is_well()
    settings.HEALTH_CHECKS = [f"{__name__}.broken", f"{__name__}.sad"]

    assert ask(client)["problems"] == [f"Pemeriksaan {__name__} gagal (ZeroDivisionError).", "Kuncinya lain."]


@pytest.mark.django_db
def test_keys_that_do_not_fit_the_data_are_a_problem(client, monkeypatch):
    all_is_well()
    monkeypatch.setattr("okoce.keys.actions.problems", sad)

    assert ask(client)["problems"] == ["Kuncinya lain."]


# --- Without a database --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_it_answers_that_nothing_can_be_written_while_a_writer_holds_the_database(client):
    all_is_well()
    Heartbeat.objects.create(part="web", beat_at=now() - timedelta(hours=1))
    held, answered = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            Heartbeat.objects.select_for_update().get(part="web")
            held.set()
            answered.wait(120)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(120)
    locked = ask(client)["problems"]
    still_held = writer.is_alive()
    answered.set()
    writer.join()

    assert locked == [health.NO_WRITE]
    assert still_held
    assert ask(client)["problems"] == []


PATIENCE = {
    "sqlite": "PRAGMA busy_timeout",
    "postgresql": "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')",
}
SHORT = {"sqlite": (1000,), "postgresql": ("1s", "2s")}
noted = []


def patience():
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE[connection.vendor])
        return cursor.fetchone()


def note_patience():
    noted.append(patience())
    return []


@pytest.mark.django_db(transaction=True)
def test_its_statements_wait_for_a_short_time_and_those_after_it_as_long_as_before(client, settings):
    settings.HEALTH_CHECKS = [f"{__name__}.note_patience"]
    noted.clear()
    before = patience()

    ask(client)

    assert noted == [SHORT[connection.vendor]]
    assert patience() == before != SHORT[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_a_balancer_gets_its_answer_as_soon(client):
    limits = []

    def note_limits(connection, **_):
        limits.append(patience())

    connection_created.connect(note_limits)
    try:
        answer = client.get("/sehat/web/")
    finally:
        connection_created.disconnect(note_limits)

    assert (answer.status_code, limits) == (200, [SHORT[connection.vendor]])


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sehat/", "/sehat/web/"])
def test_without_the_database_it_says_not_ok_and_no_more(client, monkeypatch, path):
    def away(*_, **__):
        raise OperationalError("connection to server at 10.0.0.5 failed")

    client.force_login(make_user("province"))
    monkeypatch.setattr(connection, "cursor", away)

    answer = client.get(path)

    assert (answer.status_code, answer.json()) == (503, {"ok": False})


@pytest.mark.django_db
def test_a_staff_login_without_a_second_factor_does_not_turn_it_into_an_error(client, monkeypatch, settings):
    def away(*_, **__):
        raise OperationalError

    settings.STAFF_SECOND_FACTOR = True
    client.force_login(make_user("province"))
    monkeypatch.setattr(connection, "cursor", away)

    assert client.get("/sehat/").status_code == 503


@pytest.mark.django_db
def test_pages_are_served_though_much_is_wrong(client):
    failed_job()

    assert (client.get("/sehat/").status_code, client.get("/sehat/web/").status_code) == (503, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sehat/", "/sehat/web/"])
def test_it_is_only_read_and_never_kept(client, path):
    assert client.post(path).status_code == 405
    assert "no-store" in client.get(path)["Cache-Control"]


# --- Dealing with what failed --------------------------------------------------------------------------


def act(client, action, job):
    return client.post("/admin/jobs/job/", {"action": action, "_selected_action": [job.pk]}, follow=True)


@pytest.mark.django_db
def test_dinas_marks_a_failure_as_seen(client):
    job = failed_job()
    client.force_login(user := make_user("province"))

    page = act(client, "mark_seen", job)
    again = act(client, "mark_seen", job)

    job.refresh_from_db()
    assert (job.state, job.seen_by) == (Job.State.FAILED, user)
    assert "1 pekerjaan ditandai sudah dilihat." in page.content.decode()
    assert "Di antara yang dipilih tidak ada pekerjaan gagal; pilih yang gagal." in again.content.decode()


@pytest.mark.django_db
def test_dinas_starts_a_failed_job_again(client):
    job = failed_job()
    client.force_login(make_user("province"))

    page = act(client, "run_again", job)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)
    assert "1 pekerjaan dijalankan lagi." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["mark_seen", "run_again"])
def test_an_auditor_only_looks(client, action):
    job = failed_job()
    client.force_login(make_user("auditor"))

    act(client, action, job)

    job.refresh_from_db()
    assert (job.state, job.seen_at) == (Job.State.FAILED, None)


@pytest.mark.django_db
def test_a_job_that_did_not_fail_cannot_be_marked(client):
    job = Job.objects.create(name="uji", key="jalan")
    client.force_login(make_user("province"))

    act(client, "mark_seen", job)
    act(client, "run_again", job)

    job.refresh_from_db()
    assert (job.state, job.seen_at) == (Job.State.QUEUED, None)
