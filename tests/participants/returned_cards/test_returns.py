"""A registration whose card does not fit is sent back with a reason, leaves the worklist and comes back to it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.identity_checks import actions as identity
from participants.people import supervision
from participants.people.models import Participant
from participants.privacy import own_data
from participants.returned_cards import actions
from participants.returned_cards.models import CardReturn
from participants.rights.actions import erasing
from participants.worklists.queries import WAITING, by_list
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.returned_cards import make_return
from tests.refusals import refusal

pytestmark = pytest.mark.django_db
LIST = "/peserta/tugas/ktp/"
NIK = "3173021005909876"


def send_url(person):
    return reverse("participants:returns-send", args=[person.pk])


def waiting_of(user):
    return by_list(Participant.objects.supervised_by(user, "people.change_participant").kept(), user)[WAITING]


# --- Sending back ----------------------------------------------------------------------------------------


def test_who_has_an_inbox_reads_what_to_bring_and_who_has_none_is_called():
    by_inbox, by_call = make_waiting(user=make_user()), make_waiting()

    for person in (by_inbox, by_call):
        make_return(person, words="Tanggal lahir lain sehari")

    message, notice = Message.objects.get(user=by_inbox.user), Notice.objects.get(participant=by_call)
    for text in (message.body, notice.text):
        assert "Isian berbeda dari KTP. Tanggal lahir lain sehari." in text
        assert "Bawa KTP dan Kartu Keluarga" in text
    assert (message.kind, notice.state) == ("card_returned", Notice.State.OPEN)
    assert AccessLog.objects.filter(reason="Pendaftaran dikembalikan", subject_id=by_call.pk).exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"reason": "other", "words": " "}, actions.NO_WORDS),
        ({"words": f"NIK di KTP {NIK}"}, actions.WITH_NIK),
        ({"by": {"role": "officer", "region": "31.73.05"}}, supervision.OUTSIDE),
        ({"by": {"role": "mentor"}}, supervision.OUTSIDE),
    ],
)
def test_what_is_not_sent_back(given, why):
    by = given.pop("by", None)

    assert refusal(make_return, make_waiting(), **given | ({"by": make_user(**by)} if by else {})) == why


def test_ones_own_registration_a_checked_card_and_a_second_time_are_refused():
    officer, person = make_user("officer"), make_waiting()
    checked = make_participant()
    identity.check(checked, by=officer, place="desk")
    make_return(person)

    assert refusal(make_return, make_waiting(user=officer), by=officer) == supervision.OWN
    assert refusal(make_return, checked) == actions.CHECKED
    assert refusal(make_return, person) == actions.RETURNED


def test_the_database_keeps_a_known_reason_and_words_for_another_one():
    fields = {"participant": make_waiting(), "returned_by": make_user("officer")}

    for wrong in ({"reason": "hilang"}, {"reason": "other"}, {"reason": "home", "answer": "sudah"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CardReturn.objects.create(**fields | wrong)


# --- The worklist ------------------------------------------------------------------------------------------


def test_it_leaves_the_worklist_and_comes_back_once_answered_or_after_14_days(client):
    officer = make_user("officer")
    answered, late, young = make_waiting(name="Kamboja"), make_waiting(name="Seroja"), make_waiting(name="Melati")
    actions.answer(make_return(answered), by=officer, words="KTP baru sudah jadi")
    make_return(late, days_ago=14)
    make_return(young, days_ago=13)
    client.force_login(officer)

    page = client.get(LIST).text

    assert "Kamboja" in page
    assert "Dijawab" in page
    assert "KTP baru sudah jadi" in page
    assert "14 hari tanpa jawaban" in page
    assert "Melati" not in page
    assert waiting_of(officer) == 2
    assert client.get("/").context["cards"] == 2


def test_one_that_came_back_may_be_sent_back_again():
    person = make_waiting()
    make_return(person, days_ago=14)

    assert make_return(person).rests


def test_the_oldest_comes_first_and_pages_go_on_from_there(client):
    for number in range(22):
        person = make_waiting(name=f"Orang {chr(97 + number)}")
        Participant.objects.filter(pk=person.pk).update(registered_at=now() - dt.timedelta(days=number))
    client.force_login(make_user("officer"))

    first = client.get(LIST)
    second = client.get(f"{LIST}{first.context['next_url']}")
    back = client.get(f"{LIST}{second.context['previous_url']}")

    assert first.context["people"][0]["name"] == "Orang v"
    assert [person["name"] for person in second.context["people"]] == ["Orang b", "Orang a"]
    assert back.context["people"] == first.context["people"]


@pytest.mark.parametrize("key", ["2026-13-40T00:00_1", "T_1", "2026-11-28_1"])
def test_an_address_of_no_page_shows_the_list(client, key):
    make_waiting(name="Kamboja")
    client.force_login(make_user("officer"))

    assert client.get(LIST, {"sesudah": key}).status_code == 200


def test_the_list_costs_the_same_for_one_row_and_three(client, django_assert_num_queries):
    client.force_login(make_user("officer"))
    make_return(make_waiting(), days_ago=14)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    for _ in range(2):
        make_return(make_waiting(), days_ago=14)

    with django_assert_num_queries(5):
        client.get(LIST)


# --- The answer --------------------------------------------------------------------------------------------


def test_the_owner_sees_what_to_bring_and_answers(client):
    person = make_waiting(user=make_user())
    make_return(person, reason="unreadable", words="")
    client.force_login(person.user)
    home = reverse("participants:journey-detail", args=[person.registration_number])
    page = client.get(home).text
    assert "Pendaftaran Anda dikembalikan: KTP rusak atau tidak terbaca" in page
    assert "surat keterangan dari Dukcapil" in page

    after = client.post(reverse("participants:returns-own", args=[person.registration_number]), {"answer": "Sudah"})
    assert after.url == home
    assert "Jawaban terkirim" in client.get(home).text
    returned = CardReturn.objects.get()
    assert (returned.answer, returned.answered_by, returned.rests) == ("Sudah", person.user, False)
    assert "dikembalikan" not in client.get(home).text


def test_an_officer_notes_what_was_said_by_telephone(client):
    person = make_waiting()
    make_return(person)
    client.force_login(make_user("officer"))
    check = reverse("participants:people-check", args=[person.pk])
    assert "Menunggu jawaban" in client.get(check).text

    url = reverse("participants:returns-answer", args=[person.pk])
    page = client.post(url, {"answer": "Datang Senin"}, follow=True)

    assert "Datang Senin" in page.text
    assert AccessLog.objects.filter(reason="Jawaban atas pengembalian dicatat").exists()


def test_nobody_else_answers_and_nothing_is_answered_twice_or_with_a_nik():
    person = make_waiting(user=make_user())
    returned = make_return(person)

    assert refusal(actions.answer, returned, by=make_user()) == actions.NOT_YOURS
    assert refusal(actions.answer, returned, by=make_user("officer", region="31.73.05")) == actions.NOT_YOURS
    assert refusal(actions.answer, returned, by=person.user, words=NIK) == actions.WITH_NIK
    actions.answer(returned, by=person.user)
    assert refusal(actions.answer, returned, by=person.user) == actions.ANSWERED


def test_a_checked_card_ends_it(client):
    person = make_waiting(user=make_user())
    make_return(person)

    identity.check(person, by=make_user("officer"), place="desk", shows_number=True)

    client.force_login(person.user)
    assert "dikembalikan" not in client.get("/perjalanan/").text


# --- Pages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("mentor", 403),
        ("officer", 200),
        ("staff", 200),
        ("province", 200),
        ("official", 403),
        ("auditor", 403),
        ("privacy", 403),
    ],
)
def test_who_opens_the_page(client, role, status):
    person = make_waiting()
    client.force_login(make_user(role))

    assert client.get(send_url(person)).status_code == status


def test_an_officer_sends_back_from_the_page_of_the_check(client):
    person = make_waiting(name="Kamboja")
    client.force_login(make_user("officer"))
    assert send_url(person) in client.get(reverse("participants:people-check", args=[person.pk])).text
    assert send_url(person) in client.get(LIST).text

    refused = client.post(send_url(person), {"words": "x"}, follow=True).text
    page = client.post(send_url(person), {"reason": "home", "words": ""}, follow=True).text

    assert "Pilih alasannya." in refused
    assert "Pendaftaran Kamboja dikembalikan. Orangnya masuk daftar Perlu ditelepon." in page


def test_another_area_and_another_owner_are_not_there(client):
    person = make_waiting(user=make_user())
    make_return(person)
    client.force_login(make_user("officer", region="31.73.05"))
    assert client.get(send_url(person)).status_code == 404
    assert client.post(reverse("participants:returns-answer", args=[person.pk])).status_code == 404
    client.force_login(make_user())

    own = reverse("participants:returns-own", args=[person.registration_number])
    assert client.post(own, {"answer": "x"}).status_code == 404


def test_the_copy_of_own_data_holds_it_and_a_deletion_wipes_the_words():
    person = make_waiting(user=make_user())
    make_return(person, words="Nama Kamboja lain")

    copy = own_data.export(person, by=person.user)
    erasing.erase(person, by=make_user("privacy"))

    assert copy["pendaftaran_dikembalikan"][0]["keterangan"] == "Nama Kamboja lain"
    assert "Kamboja" not in CardReturn.objects.get().words
