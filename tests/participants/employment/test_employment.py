"""How many people work in a business: by one tap of its owner twice a year, or at the desk by what they say."""

import pytest
from django.core.exceptions import ValidationError

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.employment import actions, panels
from participants.employment.models import MOST, WorkerCount
from participants.people.models import Participant
from tests.factories.employment import make_answer
from tests.factories.evidence import make_check
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK, make_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

Way = WorkerCount.Way


def make_owner(**fields):
    """Somebody whose card was checked, with a log-in of their own."""
    person = make_participant(user=make_user(), **fields)
    make_check(person, today())
    Participant.objects.filter(pk=person.pk).update(is_checked=True)
    person.refresh_from_db()
    return person


def standing(person):
    return list(person.worker_counts.newest_first().values_list("people", "way"))


@pytest.fixture
def owner():
    make_places()
    return make_owner()


def own_url(person):
    return f"/perjalanan/{person.registration_number}/orang-bekerja/"


def desk_url(person):
    return f"/peserta/{person.pk}/orang-bekerja/"


# --- The act -------------------------------------------------------------------------------------------


def test_an_answer_is_the_owners_own_word(owner):
    made = actions.answer(owner, 3, by=owner.user)

    assert (made.people, made.way, made.said_on, made.recorded_by) == (3, Way.OWN, today(), owner.user)
    assert not AccessLog.objects.filter(subject_id=owner.pk, act=AccessLog.Act.CHANGE).exists()


def test_at_the_desk_it_is_marked_and_logged(owner):
    made = actions.answer(owner, 3, by=make_user("officer"))

    assert made.way == Way.DESK
    assert AccessLog.objects.filter(subject_id=owner.pk, act=AccessLog.Act.CHANGE).count() == 1


def test_the_same_number_tapped_twice_is_kept_once(owner):
    actions.answer(owner, 3, by=owner.user)
    actions.answer(owner, 3, by=owner.user)

    assert standing(owner) == [(3, Way.OWN)]


def test_within_a_week_another_number_corrects_the_last_one(owner):
    wrong = make_answer(owner, 30, days_ago=7)

    actions.answer(owner, 3, by=owner.user)

    wrong.refresh_from_db()
    assert standing(owner) == [(3, Way.OWN)]
    assert (wrong.void_reason, wrong.voided_by) == (actions.CORRECTED, owner.user)


def test_later_another_number_follows_and_the_history_is_kept(owner):
    make_answer(owner, 2, days_ago=8)

    actions.answer(owner, 3, by=owner.user)

    assert standing(owner) == [(3, Way.OWN), (2, Way.OWN)]


@pytest.mark.parametrize("people", [-1, MOST + 1])
def test_a_number_of_no_small_business_is_refused(owner, people):
    with pytest.raises(ValidationError, match="hitung orangnya"):
        actions.answer(owner, people, by=owner.user)


def test_before_the_card_was_checked_nothing_is_kept(owner):
    waiting = make_participant(user=make_user())

    with pytest.raises(ValidationError, match="memeriksa KTP"):
        actions.answer(waiting, 2, by=waiting.user)


@pytest.mark.parametrize("role", ["mentor", "province", "official", None])
def test_who_is_neither_owner_nor_officer_of_the_area_is_refused(owner, role):
    with pytest.raises(ValidationError, match="bukan wilayah tugas"):
        actions.answer(owner, 2, by=make_user(role))


def test_an_officer_of_another_kecamatan_is_refused(owner):
    with pytest.raises(ValidationError, match="bukan wilayah tugas"):
        actions.answer(owner, 2, by=make_user("officer", region=KEBON_JERUK))


# --- Pages ---------------------------------------------------------------------------------------------


def test_the_owner_is_asked_on_their_page_and_answers_by_one_tap(client, owner):
    client.force_login(owner.user)
    page = f"/perjalanan/{owner.registration_number}/"
    asked = client.get(page).content.decode()

    answered = client.post(own_url(owner), {"people": "4"}, follow=True).content.decode()

    assert "Berapa orang bekerja di usaha Anda?" in asked
    assert 'name="people" value="4"' in asked
    assert "Tercatat: 4 orang." in answered
    assert "Berapa orang bekerja di usaha Anda?" not in answered
    assert "menurut pemiliknya" in answered


@pytest.mark.parametrize(("days_ago", "is_asked"), [(0, False), (181, False), (182, True)])
def test_it_is_asked_again_after_half_a_year(owner, days_ago, is_asked):
    make_answer(owner, 2, days_ago=days_ago)

    assert panels.own(owner)["context"]["is_asked"] is is_asked


@pytest.mark.parametrize("typed", ["", "dua", "501"])
def test_what_is_no_number_of_people_is_refused_in_words(client, owner, typed):
    client.force_login(owner.user)

    page = client.post(own_url(owner), {"people": typed}, follow=True)

    assert [str(message) for message in page.context["messages"]] != []
    assert standing(owner) == []


def test_nobody_answers_on_the_page_of_somebody_else(client, owner):
    client.force_login(make_owner().user)

    assert client.post(own_url(owner), {"people": "2"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 302), ("staff", 302), ("mentor", 403), ("province", 403), ("official", 403), ("auditor", 403)],
)
def test_who_writes_it_down_at_the_desk(client, owner, role, status):
    client.force_login(make_user(role))

    assert client.post(desk_url(owner), {"people": "2"}).status_code == status
    assert standing(owner) == ([(2, Way.DESK)] if status == 302 else [])


def test_an_officer_answers_only_for_people_of_their_area(client, owner):
    client.force_login(make_user("officer", region=KEBON_JERUK))

    assert client.post(desk_url(owner), {"people": "2"}).status_code == 404


def test_staff_read_the_answer_and_how_old_it_is(client, owner):
    make_answer(owner, 6, days_ago=190)
    client.force_login(make_user("officer"))

    page = client.get(f"/peserta/{owner.pk}/").content.decode()

    assert "6 orang" in page
    assert "sudah lebih dari setengah tahun" in page


def test_who_may_not_read_it_has_no_panel(owner):
    assert panels.for_staff(owner, user=make_user("province")) is None
    assert panels.own(make_participant()) is None


def test_the_copy_of_own_data_has_every_answer(owner):
    make_answer(owner, 30)
    actions.answer(owner, 3, by=owner.user)

    rows = panels.own_data(owner)["orang_yang_bekerja"]

    assert [(row["orang"], row["batal"]) for row in rows] == [(30, actions.CORRECTED), (3, "")]
