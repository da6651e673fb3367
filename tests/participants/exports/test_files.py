"""Files with more rows than a request writes: made by a job, fetched by who asked, deleted after a week."""

import csv
import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.notifications.models import Message
from participants.consents import actions as consents
from participants.exports import actions as exports
from participants.exports import files
from participants.exports.models import ExportFile
from participants.people.models import Participant
from participants.rights.actions import erasing
from tests.breaking import Broken
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db

PAGE, ADMIN = reverse("participants:exports-people"), reverse("admin:people_participant_export")
LIST = reverse("participants:exports-files")
SENT = {"reason": "Undangan pelatihan", "bentuk": "csv"}
KEPT = {"exports-file": "get", "exports-progress": "get", "exports-download": "get", "exports-again": "post"}


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 2)


@pytest.fixture
def staff(signed_in):
    return signed_in("staff")


def make_people(count=3):
    return [make_participant() for _ in range(count)]


def make_file(by, *, is_made=True, shape="csv"):
    file = files.start(Participant.objects.all(), by=by, reason="Undangan", shape=shape)
    if is_made:
        run_job(file.job_id)
    file.refresh_from_db()
    return file


def page_of(file, name="exports-file"):
    return reverse(f"participants:{name}", args=[file.pk])


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff")), delimiter=";"))


# --- Asked for and fetched -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "sent"),
    [(PAGE, SENT), (ADMIN, {"reason": SENT["reason"], "resource": "0", "format": "1"})],
    ids=["page", "admin"],
)
def test_a_large_file_is_made_by_a_job_and_fetched_from_the_inbox(staff, url, sent):
    people = make_people()

    answer = staff.post(url, sent)
    file = ExportFile.objects.get()
    assert answer["Location"] == page_of(file)
    assert "sedang dibuat" in staff.get(page_of(file)).content.decode()
    run_job(file.job_id)

    message = Message.objects.get(user=staff.user, kind="export_ready")
    assert message.url == page_of(file)
    assert page_of(file, "exports-download") in staff.get(message.url).content.decode()
    mark, header, *rows = rows_of(staff.get(page_of(file, "exports-download")))
    assert [row[0] for row in rows] == [person.registration_number for person in reversed(people)]
    assert header[1] == "NIK"
    assert f"Diunduh oleh {staff.user.name}" in mark[0]
    assert "wilayah Jakarta Barat. Alasan: Undangan pelatihan" in mark[0]


@pytest.mark.parametrize("url", [PAGE, ADMIN], ids=["page", "admin"])
def test_a_small_file_is_given_at_once(staff, url):
    make_people(2)

    answer = staff.post(url, SENT | {"resource": "0", "format": "1"})

    assert answer["Content-Type"].startswith("text/csv")
    assert not ExportFile.objects.exists()


def test_the_page_says_beforehand_that_it_will_be_made_in_the_background(staff):
    make_people()

    assert "dibuat di latar belakang" in staff.get(PAGE).content.decode()


def test_the_workbook_of_a_job_is_that_of_a_request(staff, monkeypatch):
    make_people()
    made = make_file(staff.user, shape="xlsx")

    response = staff.get(page_of(made, "exports-download"))

    assert response["Content-Disposition"] == f'attachment; filename="{made.file_name}"'
    assert response.content.startswith(b"PK")


def test_asking_and_each_fetching_stand_in_the_log_with_exactly_these_people(staff):
    people = {person.pk for person in make_people()}
    file = make_file(staff.user)
    for _ in range(2):
        staff.get(page_of(file, "exports-download"))

    rows = AccessLog.objects.filter(act=AccessLog.Act.EXPORT).order_by("pk")

    assert [set(row.ids) for row in rows] == [people] * 3
    assert [row.reason.rpartition(" ")[2] for row in rows] == ["diminta)", "diambil)", "diambil)"]
    assert "3 unduhan" in _register(staff)


def _register(client):
    return client.get(reverse("trail:files")).content.decode()


def test_what_is_kept_is_sealed(staff):
    person = make_people()[0]

    kept = bytes(make_file(staff.user).content)

    assert kept
    assert person.name.encode() not in kept


def test_the_same_rows_asked_for_twice_are_one_file(staff):
    make_people()

    first, second = (make_file(staff.user, is_made=False) for _ in range(2))

    assert first == second
    assert Job.objects.filter(name=files.MAKE).count() == 1


# --- Rights of today -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize(("role", "status"), [("staff", 404), ("province", 404), ("officer", 403), ("privacy", 403)])
def test_only_who_asked_has_the_file(signed_in, name, role, status):
    make_people()
    file = make_file(make_user("staff"))

    assert getattr(signed_in(role), KEPT[name])(page_of(file, name)).status_code == status


def test_who_lost_the_role_has_it_no_more(staff):
    make_people()
    file = make_file(staff.user)
    staff.user.assignments.update(ends_at=now())

    assert staff.get(page_of(file, "exports-download")).status_code == 403


def test_a_job_of_somebody_who_lost_the_role_writes_nothing(staff):
    make_people()
    file = make_file(staff.user, is_made=False)
    staff.user.assignments.update(ends_at=now())

    with pytest.raises(ValidationError, match="tidak lagi berhak"):
        files.make(file.pk, is_last_try=False)


@pytest.mark.parametrize("what", ["consent", "restricted", "moved"])
def test_a_file_with_somebody_who_may_not_be_in_it_any_more_is_made_anew(staff, what):
    person, *others = make_people()
    file = make_file(staff.user)
    if what == "consent":
        for is_given in (True, False):
            consents.answer(person, "partners", is_given=is_given, channel="meja")
    else:
        changed = {"restricted_at": now()} if what == "restricted" else {"kecamatan": "31.75.06"}
        Participant.objects.filter(pk=person.pk).update(**changed)

    refused = staff.get(page_of(file, "exports-download"), follow=True).content.decode()
    staff.post(page_of(file, "exports-again"))
    file.refresh_from_db()
    run_job(file.job_id)

    assert "1 orang tidak boleh diunduh lagi" in refused
    rows = rows_of(staff.get(page_of(file, "exports-download")))
    assert [row[0] for row in rows[2:]] == [person.registration_number for person in reversed(others)]


def test_who_is_deleted_stands_in_no_kept_file(staff):
    person = make_people()[0]
    make_file(staff.user)

    erasing.erase(person, by=make_user("privacy"))

    assert not ExportFile.objects.exists()


# --- Failed, and old -----------------------------------------------------------------------------------


def test_a_job_that_fails_says_so_and_can_be_tried_again(staff, broken, monkeypatch):
    make_people()
    file = make_file(staff.user, is_made=False)
    with monkeypatch.context() as patched:
        patched.setattr(exports, "watermark", _break)
        for _ in range(Job.MAX_ATTEMPTS):
            Job.objects.update(due_at=now())
            run_job(file.job_id)

    page = staff.get(page_of(file)).content.decode()
    assert "Berkas gagal dibuat" in page
    assert Message.objects.filter(user=staff.user, kind="export_failed").count() == 1

    staff.post(page_of(file, "exports-again"))
    file.refresh_from_db()
    run_job(file.job_id)
    assert "siap diunduh" in staff.get(page_of(file)).content.decode()


def _break(*_):
    raise Broken


def test_while_it_is_being_made_it_is_not_started_again(staff):
    make_people()
    file = make_file(staff.user, is_made=False)

    answer = staff.post(page_of(file, "exports-again"), follow=True).content.decode()

    assert "sedang dibuat; tunggu" in answer


def test_after_a_week_the_file_is_deleted(staff, time_machine):
    make_people()
    file = make_file(staff.user)
    time_machine.move_to(now() + dt.timedelta(days=7, minutes=1))
    staff.force_login(staff.user)

    assert staff.get(page_of(file, "exports-download")).status_code == 404
    assert files.forget_old() == 1
    assert not ExportFile.objects.exists()


def test_three_files_are_listed_with_as_many_statements_as_one(staff):
    make_people()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert "siap diunduh" in staff.get(LIST).content.decode()
        return len(asked)

    make_file(staff.user)
    questions()
    few = questions()
    make_file(staff.user)
    make_file(staff.user, is_made=False)

    assert questions() == few
