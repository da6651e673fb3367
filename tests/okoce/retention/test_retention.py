"""What is old is counted in a dry run and deleted by the job of each hour; what is young stays, and figures too."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.module_loading import import_string

from okoce import kept_for
from okoce.accounts.actions import invitations
from okoce.celery.schedule import beat_schedule
from okoce.clock import today
from okoce.jobs import forgetting as job_forgetting
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.notifications import forgetting
from okoce.notifications.models import Delivery
from okoce.retention import actions, tasks
from okoce.retention.models import RetentionRun
from participants.calls import forgetting as notice_forgetting
from participants.calls.models import CallResult, Notice
from reports.figures import counted
from tests.factories.people import make_participant, make_user
from tests.factories.years import make_year
from tests.okoce.retention.old_and_young import is_forgotten, make, make_old_mail

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
URL = "/masa-simpan/"


def test_every_period_has_its_function_and_every_function_its_period():
    assert set(settings.RETENTION) == set(kept_for.PERIODS)


@pytest.mark.parametrize("name", kept_for.PERIODS)
def test_of_each_kind_the_old_one_goes_and_the_young_one_stays(name):
    forget, lasts = import_string(settings.RETENTION[name]), kept_for.lasts(name)
    old, young = make(name, lasts + MINUTE), make(name, lasts - MINUTE)

    assert forget(is_dry=True) == 1
    assert not is_forgotten(name, old)
    assert [forget(), forget()] == [1, 0]
    assert (is_forgotten(name, old), is_forgotten(name, young)) == (True, False)


def test_a_mail_that_is_still_to_be_sent_stays_and_a_sent_one_goes():
    sent, waiting = (make_old_mail(kept_for.lasts("messages") + MINUTE) for _ in range(2))
    Delivery.objects.filter(pk=waiting.pk).update(state=Delivery.State.SENDING)

    assert (forgetting.forget_old(is_dry=True), forgetting.forget_old()) == (1, 1)
    assert list(Delivery.objects.all()) == [waiting]
    assert sent.pk != waiting.pk


@pytest.mark.parametrize("state", [Job.State.QUEUED, Job.State.RUNNING, Job.State.FAILED])
def test_a_job_that_is_not_over_stays(state):
    old = make("jobs", kept_for.lasts("jobs") + MINUTE)
    Job.objects.filter(pk=old.pk).update(state=state)

    assert job_forgetting.forget_old() == 0


def test_a_failed_job_goes_once_somebody_dealt_with_it():
    old = make("jobs", kept_for.lasts("jobs") + MINUTE)
    Job.objects.filter(pk=old.pk).update(state=Job.State.FAILED, seen_at=old.created_at - kept_for.lasts("messages"))

    assert job_forgetting.forget_old() == 1


def test_a_job_that_something_points_at_stays_with_it():
    old = make("jobs", kept_for.lasts("jobs") + MINUTE)
    file = make("people_files", dt.timedelta(0))
    type(file).objects.update(job=old)

    assert job_forgetting.forget_old() == 0


@pytest.mark.parametrize("state", [Notice.State.OPEN, Notice.State.MISSED])
def test_a_notice_that_waits_stays_whatever_its_age(state):
    old = make("call_notices", kept_for.lasts("call_notices") + MINUTE)
    Notice.objects.filter(pk=old.pk).update(state=state)

    assert notice_forgetting.forget_old() == 0


def test_what_was_noted_of_a_call_is_emptied_with_its_notice():
    old = make("call_notices", kept_for.lasts("call_notices") + MINUTE)
    made = CallResult.objects.create(notice=old, outcome="impossible", reason="Sedang sakit", made_by=make_user())

    assert notice_forgetting.forget_old(is_dry=True) == 1
    made.refresh_from_db()
    assert made.reason == "Sedang sakit"

    notice_forgetting.forget_old()
    made.refresh_from_db()
    assert (made.outcome, made.reason) == ("impossible", "dihapus")


def test_an_invitation_that_was_accepted_stays():
    old = make("invitations", kept_for.lasts("invitations") + MINUTE)
    type(old).objects.update(accepted_at=old.created_at, accepted_by=old.invited_by)

    assert invitations.forget_old() == 0


def test_figures_stay_as_they_were():
    year = make_year()
    make_participant(year=year)
    for name in kept_for.PERIODS:
        make(name, kept_for.lasts(name) + MINUTE)
    before = counted.stage_counts(year, "kecamatan", today())

    made = actions.run(how="job")

    assert (made.failed, set(made.counts.values())) == ([], {1})
    assert counted.stage_counts(year, "kecamatan", today()) == before


def test_one_kind_that_fails_is_named_and_the_others_go_on(monkeypatch, settings):
    settings.RETENTION = settings.RETENTION | {"drafts": "okoce.retention.actions.missing"}
    old = make("claim_codes", kept_for.lasts("claim_codes") + MINUTE)

    made = actions.run(how="job")

    assert made.failed == ["drafts"]
    assert is_forgotten("claim_codes", old)
    with pytest.raises(CommandError, match="Isian pendaftaran"):
        call_command("retensi")


def test_the_command_counts_first_and_deletes_then(capsys):
    old = make("drafts", kept_for.lasts("drafts") + MINUTE)

    call_command("retensi", "--coba")
    assert "Isian pendaftaran dan tanda terimanya: 1 akan dihapus" in capsys.readouterr().out
    assert not is_forgotten("drafts", old)

    call_command("retensi")
    assert "Isian pendaftaran dan tanda terimanya: 1 dihapus" in capsys.readouterr().out
    assert is_forgotten("drafts", old)
    assert [run.is_dry for run in RetentionRun.objects.order_by("pk")] == [True, False]


def test_the_beat_starts_one_job_for_all_kinds():
    started = [entry["task"] for entry in beat_schedule(60).values() if "forget" in entry["task"]]

    tasks.forget_old()

    assert started == ["okoce.retention.tasks.forget_old"]
    assert RetentionRun.objects.get().how == "job"


def test_a_dry_run_is_asked_for_once_and_counted_by_a_job(client):
    make("drafts", kept_for.lasts("drafts") + MINUTE)
    client.force_login(make_user("privacy"))

    for _ in range(2):
        client.post(reverse("retention:try"))
    waiting = client.get(URL).text
    run_job(Job.objects.get(name=actions.JOB).pk)
    run_job(Job.objects.get(name=actions.JOB).pk)
    page = client.get(URL).text

    asked = RetentionRun.objects.get()
    assert (asked.is_dry, asked.counts["drafts"]) == (True, 1)
    assert "sedang dihitung" in waiting
    assert "1 baris akan dihapus" in page


def test_who_may_not_asks_for_no_dry_run():
    with pytest.raises(PermissionDenied):
        actions.ask_dry_run(by=make_user("auditor"))


@pytest.mark.parametrize(
    ("role", "reads", "tries"),
    [
        (None, 403, 403),
        ("mentor", 403, 403),
        ("officer", 403, 403),
        ("staff", 403, 403),
        ("province", 403, 403),
        ("official", 403, 403),
        ("auditor", 200, 403),
        ("privacy", 200, 302),
    ],
)
def test_who_reads_the_page_and_who_tries(client, role, reads, tries):
    client.force_login(make_user(role))

    assert (client.get(URL).status_code, client.post(f"{URL}coba/").status_code) == (reads, tries)


def test_the_page_costs_the_same_for_one_run_and_three(client, django_assert_num_queries):
    client.force_login(make_user("privacy"))
    actions.run(how="job", is_dry=True)
    actions.run(how="job")
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(URL)
    for _ in range(2):
        actions.run(how="job")

    with django_assert_num_queries(5):
        client.get(URL)
