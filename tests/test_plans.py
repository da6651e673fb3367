"""On PostgreSQL, with twenty thousand people: what is asked of lists, figures and one's own pages goes by an index."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from okoce.programme.models import Commodity
from okoce.programme.stages import Stage
from participants.journey.actions import tallies
from participants.journey.models import StageStanding
from participants.mentoring.models import MentoringNote
from participants.people.models import NameWord, Participant
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL, JATINEGARA, TOMANG
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from trainings.attendance.models import Attendance
from trainings.seats import seat_sql
from trainings.seats.models import Seat, SeatShare
from trainings.sessions.models import Meeting, Session

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

PEOPLE = 20_000
LARGE = {  # tables that grow with people
    "people_participant",
    "identity_checks_identitycheck",
    "journey_stagestanding",
    "journey_stageevent",
    "people_residence",
    "journey_tally",
    "mentoring_mentoringnote",
    "seats_seat",
}

CROWD = """
    INSERT INTO people_participant ({columns}) SELECT {values}
    FROM people_participant first, generate_series(1, {people}) number WHERE first.id = {first}"""
CHECKS = """
    INSERT INTO identity_checks_identitycheck
        (participant_id, checked_on, checked_by_id, place, recorded_at, void_reason)
    SELECT id, DATE '2026-02-01', {officer}, 'desk', now(), '' FROM people_participant
    WHERE id > {first} AND id % 12 > 0"""
STANDINGS = """
    INSERT INTO journey_stagestanding (participant_id, stage, reached_on, kelurahan_id, kecamatan_id, evidence)
    SELECT id, stage, DATE '2026-02-01' + number, kelurahan_id, kecamatan_id, 'uji'
    FROM people_participant, (VALUES ('pendaftaran', 1), ('pelatihan', 2), ('perizinan', 3)) held (stage, number)
    WHERE id > {first} AND id % 12 > 0 AND id % 4 >= number"""

EVENTS = """
    INSERT INTO journey_stageevent
        (participant_id, stage, kind, happened_on, known_at, kelurahan_id, kecamatan_id, evidence, reason)
    SELECT participant_id, stage, 'gained', reached_on, now(), kelurahan_id, kecamatan_id, evidence, ''
    FROM journey_stagestanding"""
SEATS = """
    INSERT INTO seats_seat
        (session_id, participant_id, state, queue_number, booked_at, changed_at, release_reason)
    SELECT {session}, id, 'waiting', id, now(), now(), '' FROM people_participant WHERE id > {first}"""


def make_crowd(first, officer, session):
    """Most of them elsewhere, one in twenty in the officer's kecamatan."""
    made = {
        "registration_number": "'UJI-' || number",
        "nik_digest": "'uji' || number",
        "name": "'Warga ' || (ARRAY['Melati', 'Kenanga', 'Cempaka', 'Dahlia'])[1 + number % 4] || ' ' || number",
        "name_key": "'warga ' || (ARRAY['melati', 'kenanga', 'cempaka', 'dahlia'])[1 + number % 4] || ' ' || number",
        "phone": "'+628120000' || number",
        "user_id": "NULL",
        "kelurahan_id": f"CASE WHEN number % 20 = 0 THEN '{TOMANG}' WHEN number % 2 = 0 THEN '{JATINEGARA}'"
        f" ELSE '{DURI_KEPA}' END",
        "is_checked": "FALSE",
        "stopped_after": "''",
        "stopped_on": "NULL::date",
    }
    made["kecamatan_id"] = f"left({made['kelurahan_id']}, 8)"
    columns = [field.column for field in Participant._meta.concrete_fields if not field.primary_key]
    values = [made.get(column, f"first.{column}") for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            CROWD.format(columns=", ".join(columns), values=", ".join(values), people=PEOPLE, first=first.pk)
        )
        cursor.execute(CHECKS.format(officer=officer.pk, first=first.pk))
        cursor.execute(STANDINGS.format(first=first.pk))
        cursor.execute(EVENTS)
        cursor.execute(SEATS.format(session=session.pk, first=first.pk))


def make_notes(mentor):
    ids = Participant.objects.order_by("pk").values_list("pk", flat=True)[:5000]
    MentoringNote.objects.bulk_create(
        MentoringNote(participant_id=pk, mentor=mentor, met_on=dt.date(2026, 3, 1), kind="visit", minutes=30)
        for pk in ids
    )


def make_tallies(year):
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(250)]
    tallies.add_tallies(
        {
            (year.pk, kelurahan, kelurahan[:8], stage, day): 1
            for kelurahan in (TOMANG, DURI_KEPA, JATINEGARA)
            for stage in Stage.values
            for day in days
        }
    )
    tallies.fold()


def scans(path, client, data=None):
    """[(how it is read, table, index)] of all statements of a page."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code == 200
    found = []
    for query in asked.captured_queries:
        if query["sql"].lstrip("( ").startswith(("SELECT", "WITH")):
            plan_of(query["sql"], found)
    return found


def plan_of(sql, found):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    walk((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], found)


def walk(node, found):
    found.append((node["Node Type"], node.get("Relation Name", ""), node.get("Index Name", "")))
    for child in node.get("Plans", []):
        walk(child, found)


@pytest.fixture
def crowd(client):
    officer = make_user("officer")
    first = make_participant(name="Siti Kenanga", user=make_user(None))
    evidence.make_check(first, dt.date(2026, 2, 1))
    seat = make_seat(make_session(), first)
    make_crowd(first, officer, seat.session)
    make_notes(officer)
    make_tallies(first.programme_year)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('people_by_part_of_name')")  # which autovacuum does
        cursor.execute("ANALYZE")
    return first


PAGES = {
    "officer": [
        "/",
        "/peserta/",
        "/peserta/?sebelum=900",
        "/peserta/?sesudah=900",
        "/peserta/?menunggu=on",
        "/peserta/?tahap=belum-permodalan",
        "/peserta/?tahap=sudah-perizinan",
        f"/peserta/?kelurahan={TOMANG}",
        "/peserta/tugas/ktp/",
        "/peserta/tugas/tertahan/",
        "/peserta/tugas/tertahan/?tahap=pelatihan",
        "/peserta/tugas/data/?masalah=waktu",
        "/peserta/tugas/data/?masalah=ktp",
        "/peserta/tugas/data/?masalah=ragu",
    ],
    "staff": [
        "/admin/people/participant/",
        "/admin/people/participant/?ktp=menunggu",
        f"/admin/people/participant/?kecamatan={GROGOL}",
        "/admin/journey/stageevent/",
        "/admin/mentoring/mentoringnote/",
        "/admin/accounts/user/",
    ],
    "official": ["/", "/kemajuan/", f"/kemajuan/{GROGOL}/"],
    "mentor": ["/", "/pendampingan/"],
}


def looked_through(path, client):
    return [table for how, table, _ in scans(path, client) if how == "Seq Scan" and table in LARGE]


def test_no_page_looks_through_everybody(client, crowd):
    found = {}
    for role, paths in PAGES.items():
        client.force_login(make_user(role))
        found |= {(role, path): looked_through(path, client) for path in paths}
    client.force_login(crowd.user)
    found["own", "/perjalanan/"] = looked_through("/perjalanan/", client)

    assert StageStanding.objects.count() > PEOPLE
    assert {page: tables for page, tables in found.items() if tables} == {}


def test_who_is_searched_for_is_found_by_an_index(client, crowd):
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [
        f"{one}{two}{three}{four}a" for one in letters for two in letters for three in letters[:8] for four in "bcd"
    ]
    NameWord.objects.bulk_create(NameWord(word=word, rest=word[1:]) for word in words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_nameword")
    client.force_login(make_user("staff"))
    typed = {
        "4321": "people_by_phone_end",
        "kenanga 4321 tomang": "people_by_part_of_name",
        "tomang": "people_by_kelurahan",
        "kenagna": "people_by_part_of_name",
        "Zzqxbrw": "people_by_part_of_name",
    }

    read = {words: scans("/peserta/cari/", client, {"q": words}) for words in typed}

    assert {words for words, index in typed.items() if index not in {name for _, _, name in read[words]}} == set()
    looked_through = {table for rows in read.values() for how, table, _ in rows if how == "Seq Scan"}
    assert looked_through & {"people_participant", "people_nameword"} == set()


def test_the_statement_that_gives_a_seat_reads_by_index(crowd):
    """With its clauses for modules and shares, in sessions that have both."""
    session = make_session(days=(9,))
    SeatShare.objects.create(session=session, kelurahan_id=TOMANG, seats=50)
    others = [make_session(days=(-day,), modules=("M1",)) for day in range(1, 4)]
    for other in others:
        make_seat(other, crowd, state="attended")
    found = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    instant = f"'{now().isoformat()}'::timestamptz"
    params = {
        "session": session.pk,
        "person": crowd.pk,
        "owner": 0,
        "by": "NULL",
        "now": instant,
        "shares_end": instant,
    }
    plan_of(seat_sql.statement(params), found)

    read = {(how, table) for how, table, _ in found if table in LARGE}
    assert {table for _, table in read} >= {"seats_seat", "people_participant"}
    assert [table for how, table in read if how == "Seq Scan"] == []


HISTORY = {"training_sessions_session", "training_sessions_meeting", "attendance_attendance", "seats_seat"}
PAST = 3_000


def make_past(crowd):
    """Sessions of eight years with four people each who came, and one who has seen two of them."""
    first = make_session(days=(-1,), modules=("M1",))
    keys = ("programme_year_id", "agency_id", "kecamatan_id", "venue_id", "capacity", "state", "title")
    copied = {key: getattr(first, key) for key in keys}
    spans = [
        (first.starts_at - dt.timedelta(days=number), first.ends_at - dt.timedelta(days=number))
        for number in range(PAST)
    ]
    held = Session.objects.bulk_create(Session(**copied, starts_at=start, ends_at=end) for start, end in spans)
    met = Meeting.objects.bulk_create(
        Meeting(session=one, starts_at=one.starts_at, ends_at=one.ends_at) for one in held
    )
    teaches, module = Session.modules.through, first.modules.get()
    teaches.objects.bulk_create(teaches(session=one, module=module) for one in held)
    people = list(Participant.objects.exclude(pk=crowd.pk).values_list("pk", flat=True)[: PAST * 4])
    came = [(meeting, people[number * 4 + place]) for number, meeting in enumerate(met) for place in range(4)]
    came += [(meeting, crowd.pk) for meeting in met[:2]]
    seats = Seat.objects.bulk_create(
        Seat(session_id=meeting.session_id, participant_id=person, state=Seat.State.ATTENDED)
        for meeting, person in came
    )
    officer = make_user("officer")
    Attendance.objects.bulk_create(
        Attendance(seat=seat, meeting=meeting, marked_by=officer)
        for seat, (meeting, _) in zip(seats, came, strict=True)
    )


def test_pages_of_a_person_and_of_a_meeting_do_not_look_through_the_history(client, crowd):
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    make_training("Sabun cair", kind="hard", commodity=soap)
    make_past(crowd)
    meeting = make_session(days=(0,)).meetings.get()
    make_seat(meeting.session)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    door = f"/hadir/{meeting.session_id}/{meeting.pk}/"
    pages = {
        "own": [f"/pelatihan/riwayat/{crowd.registration_number}/", "/pelatihan/"],
        "officer": ["/hadir/", door, f"{door}pintu/", f"/pelatihan/{meeting.session_id}/peserta/"],
        "staff": ["/admin/training_sessions/session/", "/admin/training_sessions/session/kalender/?wilayah=31.73"],
    }

    found = {}
    for role, paths in pages.items():
        client.force_login(crowd.user if role == "own" else make_user(role))
        for path in paths:
            read = [table for how, table, _ in scans(path, client) if how == "Seq Scan" and table in HISTORY]
            found |= {(role, path): read} if read else {}

    assert found == {}


def test_the_test_sees_who_looks_through_everybody(crowd):
    """With something to find: the same question without its index."""
    found = []
    with CaptureQueriesContext(connection) as asked:
        list(Participant.objects.filter(street__endswith="Z")[:21])
    plan_of(asked.captured_queries[0]["sql"], found)

    assert ("Seq Scan", "people_participant", "") in found
