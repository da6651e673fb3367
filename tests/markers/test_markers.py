"""Fifty marker NIK and phones go through the portal and stand in plain in no log, mail, queue, file, paper or page."""

import io
import logging
import tempfile
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection

from okoce import pdf
from okoce.jobs.models import Job
from okoce.jobs.publishing import publish
from okoce.masking import BlankingFormatter
from tests.markers import places
from tests.markers.journey import Journey, url
from tests.markers.places import NIKS, PHONES, found
from tests.markers.recording import Answer

pytestmark = pytest.mark.django_db(transaction=True)

# Where a phone stands in plain in the database: people are found by the end of it.
PHONE_COLUMNS = {"accounts_user.phone", "people_participant.phone", "people_historicalparticipant.phone"}


@pytest.fixture
def log():
    """Everything that is logged, as the portal's own handler writes it."""
    captured = io.StringIO()
    handler = logging.StreamHandler(captured)
    handler.setFormatter(BlankingFormatter(settings.LOGGING["formatters"]["line"]["format"], style="{"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)  # as production has it
    yield captured
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def everywhere(log, folder, answers, since):
    """{place: {where: markers}}, pages and dump apart."""
    return {
        "logs": found(places.logs(log, since)),
        "mails": found(places.mails()),
        "redis": found(places.redis_keys()),
        "queue": found(places.queue_files()),
        "sessions": found(places.sessions()),
        "temporary files": found(places.temporary(folder)),
        "file names": found(places.file_names(folder, answers)),
        "addresses": found(places.addresses(answers)),
    }


def sizes():
    return {path: path.stat().st_size for path in places.server_logs()}


def niks(marked):
    return {where: numbers for where, numbers in marked.items() if numbers & set(NIKS)}


def test_after_a_whole_journey_no_marker_stands_anywhere_in_plain(log, folder):
    since = sizes()
    journey = Journey().run()
    answers = journey.answers

    assert {answer.status for answer in answers} <= {200, 302, 403, 404, 405}
    assert {place: marked for place, marked in everywhere(log, folder, answers, since).items() if marked} == {}
    drawn = [answer for answer in answers if "copy" not in answer.path and "salinan" not in answer.path]
    report = Answer("report", frozenset(), "GET", "report.pdf", 200, {}, journey.paper)
    assert found(places.papers([*drawn, report])) == {}
    assert niks(found(places.papers(answers))) == {}
    assert niks(found(places.pages([a for a in answers if "nik" not in a.may_read]))) == {}
    assert found(places.pages([answer for answer in answers if not answer.may_read])) == {}
    in_dump = found(places.dump())
    assert niks(in_dump) == {}
    assert {"people_participant.phone"} <= set(in_dump) <= PHONE_COLUMNS
    assert PHONES[11].removeprefix("+62") not in set().union(*in_dump.values())
    assert niks(found(places.database_file())) == {}

    seen = found(places.pages([answer for answer in answers if answer.may_read]))
    assert len(seen) > 15  # there was something to hide
    assert NIKS[4] in seen[f"officer, typing POST {url('people-nik', journey.shown.pk)}"]


def test_the_search_finds_a_marker_planted_in_each_place(log, folder):
    since, phone, nik = sizes(), PHONES[1], NIKS[1]
    log.write(f"line {places.local(phone)}\n")
    mail.EmailMessage("Kabar", f"Nomor {nik}", to=["a@contoh.example"]).send()
    cache.set("planted", {"phone": phone})
    publish([SimpleNamespace(pk=phone, queue="quick")])
    session = SessionStore()
    session["typed"] = phone
    session.save()
    (folder / f"{nik}.txt").write_text(nik)
    Job.objects.create(key="planted", name="tests.fail", arguments={"problem": phone}, queue="quick")
    html = f'<a href="/x/{nik}/">{places.local(phone)}</a>'.encode()
    page = Answer("mentor", frozenset(), "GET", "/x/", 200, {"Content-Type": "text/html"}, html)
    paper = Answer("mentor", frozenset(), "GET", "/y/", 200, {}, pdf.from_html(f"<title>x</title><p>{nik}</p>"))

    marked = everywhere(log, folder, [page, paper], since)

    needs_redis, needs_files = bool(settings.REDIS_URL), not settings.REDIS_URL
    empty = {place for place, where in marked.items() if not where}
    assert empty == ({"redis"} if needs_files else {"queue"})
    assert not needs_redis or len(marked["redis"]) == 2  # in the queue and in the cache
    assert [bool(found(look([page, paper]))) for look in (places.papers, places.pages)] == [True, True]
    in_dump = {where.partition(".")[0] for where in found(places.dump())}
    assert in_dump == {"jobs_job", "django_session"} | (set() if needs_redis else {"okoce_cache"})


@pytest.mark.postgres
def test_what_the_server_of_the_database_logs_is_searched_too(log):
    since = sizes()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [f"x{NIKS[1]}"])

    assert list(found(places.logs(log, since)))
