"""The people of a mentor whose role ended: listed, handed over together, handed back."""

from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog, User
from okoce.clock import now
from okoce.notifications.models import Message
from participants.mentoring.actions import handovers
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentorAssignment, MentorHandover
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, JATINEGARA, KEBON_JERUK, TIMUR, TOMANG
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

LIST = "/peserta/tugas/pendamping/"


def make_former(*people, **fields):
    """A mentor whose role ended this minute, with people who live here."""
    former = make_user("mentor", **fields)
    for home in people:
        make_participant(kelurahan=home, mentor=former)
    former.assignments.update(ends_at=now())
    return former


def people_of(mentor):
    return list(Participant.objects.filter(mentor=mentor).order_by("pk"))


def held_anew(mentor):
    """The role ended, and was given again."""
    mentor.assignments.update(ends_at=now())
    mentor.assignments.create(role="mentor", region_id=CAKUNG)


# --- Who waits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        (lambda mentor: None, False),
        (lambda mentor: mentor.assignments.update(ends_at=now()), True),
        (lambda mentor: mentor.assignments.update(starts_at=now() + timedelta(days=1)), True),
        (held_anew, False),
        (lambda mentor: type(mentor).objects.update(is_active=False), True),
        (lambda mentor: mentor.assignments.update(region=CAKUNG), False),
    ],
)
def test_people_wait_as_soon_as_their_mentor_holds_the_role_no_more(change, waits):
    mentor = make_user("mentor")
    person = make_participant(mentor=mentor)
    make_participant()

    change(mentor)

    assert list(Participant.objects.without_working_mentor()) == ([person] if waits else [])


def test_in_any_world_who_waits_is_whose_mentor_does_not_hold_the_role_now():
    """The question as it is put: whether anything of that mentor holds."""
    chance = Random(9)
    people = []
    for _ in range(30):
        mentor = make_user("mentor" if chance.random() < 0.6 else None, is_active=chance.random() < 0.8)
        mentor.assignments.update(ends_at=chance.choice([None, now(), now() + timedelta(days=3)]))
        for region in (CAKUNG, KEBON_JERUK)[: chance.randint(0, 2)]:
            starts_at = now() + timedelta(days=chance.choice([-3, -2, 2]))
            mentor.assignments.create(
                role=chance.choice(["mentor", "officer"]),
                region_id=region,
                starts_at=starts_at,
                ends_at=chance.choice([None, starts_at + timedelta(days=1), starts_at + timedelta(days=9)]),
            )
        if mentor.assignments.filter(role="mentor").exists():
            people.append(make_participant(mentor=mentor))
    make_participant()

    waits = [person for person in people if "mentor" not in User.objects.get(pk=person.mentor_id).roles]

    assert 3 < len(waits) < len(people) - 3
    assert set(Participant.objects.without_working_mentor()) == set(waits)


def test_officers_see_those_of_their_kecamatan_and_sudin_those_of_the_kota(signed_in):
    former = make_former(TOMANG, TOMANG, DURI_KEPA, JATINEGARA, name="Wahyu Dahlia")
    seen = {}
    for role, region in (("officer", GROGOL), ("staff", BARAT), ("officer", CAKUNG), ("staff", TIMUR)):
        page = signed_in(role, region=region).get(LIST)
        seen[region] = [(row["pk"], row["people"]) for row in page.context["mentors"]]
        assert "Wahyu Dahlia" in page.text

    assert seen == {
        GROGOL: [(former.pk, 2)],
        BARAT: [(former.pk, 3)],
        CAKUNG: [(former.pk, 1)],
        TIMUR: [(former.pk, 1)],
    }


def test_where_nobody_waits_the_page_says_so(signed_in):
    make_former(JATINEGARA)

    assert "Tidak ada yang perlu diserahkan" in signed_in("officer").get(LIST).text


def test_tasks_and_the_first_page_count_them(signed_in):
    client = signed_in("staff")
    before = [client.get(path).text for path in ("/peserta/tugas/", "/")]

    make_former(TOMANG, DURI_KEPA, JATINEGARA)
    after = [client.get(path) for path in ("/peserta/tugas/", "/")]

    assert not [page for page in before if LIST in page]
    assert [LIST in page.text for page in after] == [True, True]
    assert [page.context["mentorless"] for page in after] == [2, 2]


def test_a_former_mentor_with_nobody_here_has_no_page(signed_in):
    former, working = make_former(JATINEGARA), make_user("mentor")
    make_participant(mentor=working)
    client = signed_in("officer")

    assert [client.get(f"{LIST}{pk}/").status_code for pk in (former.pk, working.pk, 987_654)] == [404, 404, 404]


# --- Handing over ----------------------------------------------------------------------------------------


def test_those_who_were_ticked_are_handed_over_and_the_page_says_how_many(signed_in):
    client = signed_in("staff")
    former, mentor = make_former(TOMANG, TOMANG, TOMANG, name="Wahyu Dahlia"), make_user("mentor", name="Hesti Tanjung")
    first, second, third = people_of(former)

    done = client.post(
        f"{LIST}{former.pk}/", {"mentor": mentor.pk, "people": [first.pk, third.pk], "who": "ticked"}, follow=True
    )

    assert "2 peserta Wahyu Dahlia kini didampingi Hesti Tanjung" in " ".join(done.text.split())
    assert "1 peserta Wahyu Dahlia masih menunggu" in " ".join(done.text.split())
    assert (people_of(mentor), people_of(former)) == ([first, third], [second])


def test_all_are_handed_over_at_once_also_those_of_further_pages(signed_in):
    client = signed_in("staff")
    former, mentor = make_former(*[TOMANG] * 23, JATINEGARA), make_user("mentor")

    page = client.get(f"{LIST}{former.pk}/")
    client.post(f"{LIST}{former.pk}/", {"mentor": mentor.pk, "who": "all"})

    assert len(page.context["people"]) == 20
    assert page.context["next_url"]
    assert len(people_of(mentor)) == 23
    assert [person.kelurahan_id for person in people_of(former)] == [JATINEGARA]


def test_each_is_written_down_notified_and_keeps_a_history():
    by, mentor = make_user("staff"), make_user("mentor", name="Hesti Tanjung")
    former = make_former(TOMANG, TOMANG)
    first, second = people_of(former)
    first.user = make_user()
    first.save()

    made = handovers.reassign(former, mentor, by=by)

    assigned = MentorAssignment.objects.order_by("participant").values_list("participant", "mentor", "assigned_by")
    assert list(assigned) == [(first.pk, mentor.pk, by.pk), (second.pk, mentor.pk, by.pk)]
    shown = Message.objects.order_by("pk").values_list("user", "kind", "body")
    assert [(user, kind) for user, kind, _ in shown] == [
        (mentor.pk, "mentees_handed_over"),
        (first.user_id, "mentor_assigned"),
    ]
    assert shown[0][2].startswith("2 peserta kini Anda dampingi")
    assert "Hesti Tanjung" in shown[1][2]
    assert AccessLog.objects.get(actor=by, act="change").ids == [first.pk, second.pk]
    assert Participant.history.filter(id=first.pk).latest("history_id").mentor_id == mentor.pk
    assert (made.from_mentor, made.to_mentor, made.handed_by) == (former, mentor, by)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"who": "all", "mentor": ""}, "Pilih pendamping baru"),
        ({"who": "all", "mentor": "elsewhere"}, "Pilih pendamping baru"),
        ({"who": "all", "mentor": "former"}, "Pilih pendamping baru"),
        ({"who": "ticked", "mentor": "here"}, "Centang dulu pesertanya"),
        ({"who": "ticked", "mentor": "here", "people": ["bukan"]}, "Centang dulu pesertanya"),
        ({"who": "ticked", "mentor": "here", "people": ["stranger"]}, "Tidak ada peserta yang diserahkan"),
    ],
)
def test_what_is_missing_or_not_theirs_is_refused_in_a_sentence(signed_in, data, sentence):
    client = signed_in("officer")
    former = make_former(TOMANG)
    known = {
        "here": make_user("mentor").pk,
        "elsewhere": make_user("mentor", region=KEBON_JERUK).pk,
        "former": former.pk,
        "stranger": make_participant(kelurahan=JATINEGARA, mentor=former).pk,
    }
    data = data | {"mentor": known.get(data["mentor"], "")}
    data["people"] = [known.get(word, word) for word in data.get("people", [])]

    page = shown_again(client, client.post(f"{LIST}{former.pk}/", data))

    assert sentence in page.text
    assert not MentorHandover.objects.exists()


def test_what_was_ticked_stays_ticked_when_the_mentor_is_missing(signed_in):
    client = signed_in("officer")
    former = make_former(TOMANG, TOMANG)
    first, second = people_of(former)

    answer = client.post(f"{LIST}{former.pk}/", {"mentor": "", "who": "ticked", "people": [second.pk]})
    page = shown_again(client, answer).text

    assert f'value="{second.pk}" checked' in page
    assert f'value="{first.pk}" checked' not in page


@pytest.mark.parametrize("clause", ["no mentor", "role ended", "elsewhere"])
def test_people_go_only_to_somebody_who_is_a_mentor_here_now(clause):
    mentor = {
        "no mentor": lambda: make_user("officer"),
        "role ended": make_former,
        "elsewhere": lambda: make_user("mentor", region=CAKUNG),
    }[clause]()

    with pytest.raises(ValidationError, match="bukan pendamping di wilayah Anda"):
        handovers.reassign(make_former(TOMANG), mentor, by=make_user("staff"))

    assert not MentorHandover.objects.exists()


def test_nobody_becomes_the_mentor_of_themselves():
    former, mentor = make_former(TOMANG, TOMANG), make_user("mentor")
    own, other = people_of(former)
    Participant.objects.filter(pk=own.pk).update(user=mentor)

    handovers.reassign(former, mentor, by=make_user("staff"))

    assert (people_of(mentor), people_of(former)) == ([other], [own])


def test_who_was_given_a_mentor_meanwhile_stays_with_them():
    by, former = make_user("staff"), make_former(TOMANG, TOMANG)
    first, second = people_of(former)
    meanwhile, mentor = make_user("mentor"), make_user("mentor")
    mentoring.assign(first, meanwhile, by=by)

    handovers.reassign(former, mentor, by=by, people=[first.pk, second.pk])
    with pytest.raises(ValidationError, match="muat ulang"):
        handovers.reassign(former, mentor, by=by)

    assert (people_of(meanwhile), people_of(mentor)) == ([first], [second])


def test_one_act_takes_so_many_and_the_rest_stays_on_the_list(monkeypatch):
    monkeypatch.setattr(handovers, "MOST", 2)
    former, mentor, by = make_former(*[TOMANG] * 3), make_user("mentor"), make_user("staff")

    handovers.reassign(former, mentor, by=by)

    assert (len(people_of(mentor)), len(people_of(former))) == (2, 1)


def test_mentors_of_the_same_kecamatan_are_offered_first_with_their_number_of_people(signed_in):
    client = signed_in("staff")
    former = make_former(TOMANG)
    far, near = make_user("mentor", name="Ayu", region=KEBON_JERUK), make_user("mentor", name="Zul")
    make_participant(mentor=near)

    choices = client.get(f"{LIST}{former.pk}/").context["form"].fields["mentor"].choices

    assert choices[1:] == [
        ("Di kecamatan yang sama", [(near.pk, "Zul, Grogol Petamburan (1 dampingan)")]),
        ("Kecamatan lain", [(far.pk, "Ayu, Kebon Jeruk (0 dampingan)")]),
    ]


# --- Handing back ----------------------------------------------------------------------------------------


def handed(*homes, **fields):
    by, mentor, former = make_user("staff"), make_user("mentor"), make_former(*homes, **fields)
    return handovers.reassign(former, mentor, by=by), by


def test_what_was_handed_over_is_handed_back_on_one_press_and_waits_again(signed_in):
    made, by = handed(TOMANG, DURI_KEPA, name="Wahyu Dahlia")
    client = signed_in(by)

    page = client.post(f"/peserta/tugas/serah-terima/{made.pk}/kembalikan/", follow=True)

    assert "2 peserta dikembalikan ke daftar Wahyu Dahlia" in page.text
    assert len(people_of(made.from_mentor)) == 2
    assert handovers.waiting_for(by).count() == 2
    made.refresh_from_db()
    assert (made.undone_by, made.undone_at is None) == (by, False)
    assert Message.objects.filter(user=made.to_mentor, kind="mentees_handed_back").count() == 1


def test_who_has_another_mentor_by_now_is_not_taken_back():
    made, by = handed(TOMANG, TOMANG)
    first, second = people_of(made.to_mentor)
    meanwhile = make_user("mentor")
    mentoring.assign(first, meanwhile, by=by)

    assert handovers.undo(made, by=by) == 1

    assert (people_of(meanwhile), people_of(made.from_mentor)) == ([first], [second])


def test_it_is_handed_back_once(signed_in):
    made, by = handed(TOMANG)
    handovers.undo(made, by=by)
    handovers.reassign(made.from_mentor, made.to_mentor, by=by)

    with pytest.raises(ValidationError, match="sudah dikembalikan"):
        handovers.undo(made, by=by)

    assert len(people_of(made.to_mentor)) == 1


def test_an_officer_returns_only_those_of_their_own_kecamatan():
    made, _ = handed(TOMANG, DURI_KEPA)

    assert handovers.undo(made, by=make_user("officer")) == 1

    assert [person.kelurahan_id for person in people_of(made.to_mentor)] == [DURI_KEPA]


def test_a_handover_of_another_area_is_not_there(signed_in):
    made, _ = handed(TOMANG)
    client = signed_in("officer", region=CAKUNG)

    assert client.get(f"/peserta/tugas/serah-terima/{made.pk}/").status_code == 404
    assert client.post(f"/peserta/tugas/serah-terima/{made.pk}/kembalikan/").status_code == 404
    assert len(people_of(made.to_mentor)) == 1


def test_pressing_back_when_nobody_is_left_is_answered_in_words(signed_in):
    made, by = handed(TOMANG)
    mentoring.assign(people_of(made.to_mentor)[0], make_user("mentor"), by=by)

    page = signed_in(by).post(f"/peserta/tugas/serah-terima/{made.pk}/kembalikan/", follow=True)

    assert "sudah punya pendamping lain" in page.text


# --- Cost, and what the database keeps ---------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "{former}/"])
def test_the_lists_cost_the_same_for_one_and_for_three(signed_in, path):
    client = signed_in("staff")
    make_user("mentor")
    former = make_former(TOMANG)
    costs = []
    for _ in range(2):
        client.get(LIST + path.format(former=former.pk))  # reads what is kept in memory
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST + path.format(former=former.pk))
        costs.append(len(queries))
        for home in (TOMANG, DURI_KEPA):
            make_participant(kelurahan=home, mentor=former)
            make_former(TOMANG)
            make_user("mentor")

    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (lambda made: {"to_mentor": made.from_mentor}, "handed_over_to_another"),
        (lambda made: {"undone_at": now()}, "undone_handover_names_who"),
        (lambda made: {"undone_by": made.handed_by}, "undone_handover_names_who"),
    ],
)
def test_the_database_refuses_a_handover_that_cannot_be(fields, name):
    made, _ = handed(TOMANG)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MentorHandover.objects.filter(pk=made.pk).update(**fields(made))
