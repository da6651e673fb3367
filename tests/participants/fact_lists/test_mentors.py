"""Mentors are assigned by a list; nobody gets a second one, and nobody another one without a choice."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import now, today
from okoce.formats import tanggal
from okoce.notifications.models import Message
from participants.fact_lists.mentors import MET, NO_LONGER
from participants.imports.actions import imports
from participants.imports.built_on import AGAIN
from participants.imports.list_kinds import ListKind
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from tests.factories.people import make_user
from tests.participants.fact_lists import listed
from tests.participants.fact_lists.listed import found, make_checked, said, undone
from tests.participants.imports.uploading import confirmed, worked

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_user("staff")


@pytest.fixture
def mentor(staff):
    return make_user("mentor", name="Bu Sekar")


@pytest.fixture
def person(mentor):
    return make_checked(name="Contoh Melati")


def number(mentor):
    return RoleAssignment.objects.get(user=mentor, role=Role.MENTOR).number


def row(person, mentor, **more):
    return {
        "Nomor Pendaftaran": person.registration_number,
        "Nama": person.name,
        "Pendamping": mentor if isinstance(mentor, str) else mentor.email,
        "Mulai": "",
    } | more


def uploaded(*rows, by):
    return listed.uploaded(ListKind.MENTORS, *rows, by=by)


def end_role(mentor):
    RoleAssignment.objects.filter(user=mentor, role=Role.MENTOR).update(ends_at=now())


def mentor_of(person):
    return Participant.objects.get(pk=person.pk).mentor


def test_a_mentor_is_found_by_address_or_number_and_assigned_from_a_day(staff, mentor, person):
    other = make_checked(name="Contoh Dahlia")
    since = today() - dt.timedelta(days=20)

    item = uploaded(
        row(person, mentor.email.upper(), Mulai=f"{since:%d/%m/%Y}"),
        row(other, f"Bu Sekar, {number(mentor)}"),
        by=staff,
    )
    item = confirmed(item, staff)

    made = person.mentor_assignments.get()
    assert found(item.counts) == {"new": 2}
    assert (mentor_of(person), mentor_of(other)) == (mentor, mentor)
    assert (made.since_on, made.assigned_by) == (since, staff)
    assert Message.objects.get(user=mentor).body.startswith("2 peserta kini Anda dampingi")
    assert found(uploaded(row(person, mentor), by=staff).counts) == {"same": 1}


@pytest.mark.parametrize(
    ("cells", "verdict", "sentence"),
    [
        ({"Pendamping": ""}, "reject", "Isi surel atau nomor"),
        ({"Pendamping": "Bu Sekar"}, "reject", "Tulis surel pendampingnya"),
        ({"Pendamping": "PD-AAAAAA-A"}, "reject", "Tulis surel pendampingnya"),
        ({"Pendamping": "lain@contoh.example"}, "hold", "tidak ada pendamping dengan surel"),
        ({"Mulai": "01/05/2016"}, "reject", "sebelum"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(staff, mentor, person, cells, verdict, sentence):
    item = uploaded(row(person, mentor, **cells), by=staff)

    assert found(item.counts) == {verdict: 1}
    assert sentence in said(item)[0]


def test_a_day_to_come_is_refused(staff, mentor, person):
    item = uploaded(row(person, mentor, Mulai=f"{today() + dt.timedelta(days=3):%d/%m/%Y}"), by=staff)

    assert "belum tiba" in said(item)[0]


def test_who_holds_no_role_today_is_held(staff, mentor, person):
    end_role(mentor)

    assert said(uploaded(row(person, mentor), by=staff)) == [
        "Tugas Bu Sekar sebagai pendamping sudah berakhir; tulis pendamping lain."
    ]


def test_a_mentor_elsewhere_is_not_known_here(staff, person):
    far = make_user("mentor", name="Pak Jauh", region="31.75.06")

    (sentence,) = said(uploaded(row(person, far), by=staff))

    assert "tidak ada pendamping" in sentence
    assert "Jauh" not in sentence


def test_nobody_mentors_themselves(staff, mentor):
    assert "diri sendiri" in said(uploaded(row(make_checked(user=mentor), mentor), by=staff))[0]


def test_doubles_within_a_file(staff, mentor, person):
    other, twice = make_user("mentor", name="Pak Wira"), make_checked(name="Contoh Dahlia")

    item = uploaded(row(person, mentor), row(person, mentor), row(twice, mentor), row(twice, other), by=staff)

    assert found(item.counts) == {"new": 1, "reject": 1, "hold": 2}


# --- Another mentor is proposed ------------------------------------------------------------------------


@pytest.fixture
def two(staff, mentor, person):
    """Two people whom Bu Sekar mentors, and a list that names Pak Wira for both: (people, Pak Wira, the list)."""
    people, other = [person, make_checked(name="Contoh Dahlia")], make_user("mentor", name="Pak Wira")
    for each in people:
        mentoring.assign(each, mentor, by=staff)
    return people, other, uploaded(*[row(each, other) for each in people], by=staff)


def test_another_mentor_is_shown_with_its_day_and_not_taken_by_itself(staff, mentor, two):
    people, other, item = two
    (first, _) = item.report["rows"]
    assert found(item.counts) == {"update": 2}
    assert [(c["before"], c["after"], c["day"]) for c in first["changes"]] == [
        (f"Bu Sekar ({number(mentor)})", f"Pak Wira ({number(other)})", today().isoformat())
    ]

    item = confirmed(item, staff)

    assert found(item.counts) == {"hold": 2}
    assert [mentor_of(each) for each in people] == [mentor, mentor]


@pytest.mark.parametrize(
    ("ticked", "taken"),
    [({}, 0), ({"changes": ["2|mentor"]}, 1), ({"fields": ["mentor"]}, 2)],
    ids=["none", "one", "all"],
)
def test_proposals_are_taken_one_by_one_or_all(client, staff, two, ticked, taken):
    people, other, item = two
    client.force_login(staff)
    page = client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()

    data = {"notice_shown": "on", "mended": "0", "choosing": "1"} | ticked
    client.post(reverse("participants:imports-confirm", args=[item.pk]), data)
    item = worked(item)

    assert "Ganti di semua baris" in page
    assert 'value="2|mentor" form="setuju">' in page
    assert [mentor_of(each) == other for each in people].count(True) == taken
    assert found(item.counts) == {word: n for word, n in {"update": taken, "hold": 2 - taken}.items() if n}


def test_who_got_another_mentor_since_the_preview_is_held(staff, mentor, two):
    people, other, item = two
    third = make_user("mentor", name="Pak Tirta")
    mentoring.assign(people[0], third, by=staff)

    imports.confirm(item, by=staff, left_out={})
    item = worked(item)

    assert [mentor_of(each) for each in people] == [third, other]
    assert found(item.counts) == {"update": 1, "hold": 1}


# --- Taken back ----------------------------------------------------------------------------------------


def test_undoing_gives_people_back(staff, mentor, two):
    people, other, item = two
    fresh = make_checked(name="Contoh Kenanga")
    item = uploaded(*[row(each, other) for each in (*people, fresh)], by=staff)
    imports.confirm(item, by=staff, left_out={})

    assert undone(worked(item), staff).undone == {"people": 1, "fields": 2, "kept": {}}

    assert [mentor_of(each) for each in (*people, fresh)] == [mentor, mentor, None]
    assert "3 peserta tidak jadi Anda dampingi." in {m.body for m in Message.objects.filter(user=other)}


def _meet(person, mentor, staff):
    MentoringNote.objects.create(participant=person, mentor=mentor_of(person), kind="phone", minutes=15)


def _give_on(person, mentor, staff):
    mentoring.assign(person, make_user("mentor", name="Pak Tirta"), by=staff)


def _end_former(person, mentor, staff):
    end_role(mentor)


@pytest.mark.parametrize(("build", "why"), [(_meet, MET), (_give_on, AGAIN), (_end_former, NO_LONGER)])
def test_what_was_built_on_stays_with_why(staff, mentor, two, build, why):
    people, _, item = two
    imports.confirm(item, by=staff, left_out={})
    item = worked(item)
    build(people[0], mentor, staff)

    kept = undone(item, staff).undone["kept"]

    assert kept == ({why: 2} if build is _end_former else {why: 1})


def test_the_history_of_mentors_says_since_when(client, staff, mentor, person):
    since = today() - dt.timedelta(days=20)
    confirmed(uploaded(row(person, mentor, Mulai=f"{since:%d/%m/%Y}"), by=staff), staff)
    client.force_login(staff)

    assert tanggal(since) in client.get(reverse("participants:mentoring-assign", args=[person.pk])).content.decode()


def test_an_officer_brings_a_list_and_sudin_confirms_it(staff, mentor, person):
    officer = make_user("officer")
    item = listed.uploaded(ListKind.MENTORS, row(person, mentor), by=officer, region="31.73.02")
    imports.propose(item, by=officer)

    with pytest.raises(Exception, match="bukan wilayah tugas"):
        imports.confirm(item, by=officer)
    assert found(confirmed(item, staff).counts) == {"new": 1}
