"""The call list in the browser: without scripts, by POST and redirect, one row for each person."""

import re

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.calls.actions import results
from participants.calls.models import Notice
from participants.calls.views import revealed
from tests.factories.calls import make_call, make_topic
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db

LIST, SEARCH = "/peserta/telepon/", "/peserta/telepon/cari/"
ROLES = [
    (None, 403),
    ("mentor", 200),
    ("officer", 200),
    ("staff", 200),
    ("province", 403),
    ("official", 403),
    ("auditor", 403),
    ("privacy", 403),
]


def address(name, notice):
    return reverse(f"participants:calls-{name}", args=[notice.pk])


def topic_address(notice):
    return reverse("participants:calls-topic", args=[notice.topic_id])


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_the_list_by_role(signed_in, role, status):
    assert signed_in(role).get(LIST).status_code == status


def test_the_list_is_grouped_by_event_with_how_many_wait(signed_in):
    flood = make_topic(label="Pelatihan banjir", number=7)
    make_call(topic=flood), make_call(topic=flood, key="b"), make_call(topic=make_topic(label="Bazar", number=8))

    page = re.sub(r"\s+", " ", signed_in("officer").get(LIST).text)

    assert re.search(r"Pelatihan banjir</a>.*?2 orang.*?Bazar</a>.*?1 orang", page)


def test_an_empty_list_says_so(signed_in):
    assert "Tidak ada yang menunggu di sini" in signed_in("officer").get(LIST).text


def test_a_row_shows_a_masked_number_until_it_was_asked_for_and_that_is_written_down(signed_in):
    call = make_call(make_participant(name="Sari Kenanga", phone="+628120000412"))
    client = signed_in("officer")
    before = client.get(topic_address(call)).text

    answer = client.post(address("number", call))
    after = client.get(topic_address(call)).text

    assert "0812-••••-0412" in before
    assert "8120000412" not in before
    assert answer.url == f"{topic_address(call)}#baris-{call.pk}"
    assert "tel:+628120000412" in after
    text = "Bapak%2FIbu%20Sari%20Kenanga%2C%20pelatihan%20dibatalkan%20karena%20banjir."
    assert f"https://wa.me/628120000412?text={text}" in after
    assert AccessLog.objects.filter(subject_id=call.participant_id, reason=results.REVEALED).count() == 1


def test_a_number_is_hidden_again_after_a_quarter_of_an_hour(signed_in, time_machine):
    call = make_call(make_participant(phone="+628120000412"))
    client = signed_in("officer")
    client.post(address("number", call))
    time_machine.move_to(now() + revealed.SHOWN_FOR)

    assert "tel:" not in client.get(topic_address(call)).text


def test_a_clock_that_jumps_back_hides_the_number(signed_in, time_machine):
    call = make_call(make_participant(phone="+628120000412"))
    client = signed_in("officer")
    client.post(address("number", call))
    time_machine.move_to(now() - revealed.SHOWN_FOR)

    assert "tel:" not in client.get(topic_address(call)).text


@pytest.mark.parametrize(
    ("pressed", "sentence", "state"),
    [
        ("reached", "Sari dicatat sudah dikabari", "reached"),
        ("missed:0", "Sari tidak terjawab, dicatat 1 kali", "open"),
        ("wrong", "Nomor Sari dicatat salah", "wrong"),
        ("lain", "Pilih hasil teleponnya", "open"),
        ("impossible", "Pilih hasil teleponnya", "open"),
    ],
)
def test_a_result_is_pressed_on_the_row(signed_in, pressed, sentence, state):
    call = make_call(make_participant(name="Sari"))

    page = signed_in("officer").post(address("result", call), {"hasil": pressed}, follow=True)

    call.refresh_from_db()
    assert sentence in page.text
    assert call.state == state
    assert page.redirect_chain[0][1] == 302


def test_the_last_result_is_undone_from_the_list(signed_in):
    call = make_call(make_participant(name="Sari"))
    client = signed_in("officer")
    page = client.post(address("result", call), {"hasil": "reached"}, follow=True).text

    after = client.post(address("undo", call), follow=True).text

    call.refresh_from_db()
    assert "Terakhir Anda catat: Sari, sudah dikabari" in page
    assert "Hasil terakhir untuk Sari dibatalkan" in after
    assert call.state == Notice.State.OPEN


def test_who_cannot_be_reached_is_given_up_with_a_reason(signed_in):
    call = make_call(make_participant(name="Sari"))
    client = signed_in("officer")
    without = client.post(address("impossible", call), {"note": ""}).text
    other = client.post(address("impossible", call), {"why": "lain"}).text

    page = client.post(address("impossible", call), {"why": "wafat", "note": "kata tetangga"}, follow=True).text

    assert "Pilih alasannya" in without
    assert "Tulis singkat apa alasannya" in other
    assert "Sari dicatat tidak bisa dikabari" in page
    assert call.results.get().reason == "Sudah meninggal: kata tetangga"


def test_who_moved_meanwhile_is_not_there_any_more(signed_in):
    person = make_participant()
    call = make_call(person)
    client = signed_in("officer")
    person.kecamatan_id = "31.75.06"
    person.save()

    answers = [client.post(address(name, call)).status_code for name in ("number", "result", "impossible", "undo")]

    assert answers == [404, 404, 404, 404]


def test_the_search_finds_people_of_ones_own_list_only(signed_in):
    make_call(make_participant(name="Sari Kenanga"))
    make_call(make_participant(name="Sari Melati", kelurahan=JATINEGARA))

    page = signed_in("officer").post(SEARCH, {"q": "sari"}).text

    assert "Sari Kenanga" in page
    assert "Sari Melati" not in page


def test_a_search_without_result_says_so(signed_in):
    assert "Tidak ada di daftar telepon" in signed_in("officer").post(SEARCH, {"q": "zulkifli"}).text


def test_the_host_sees_names_and_whether_they_were_reached_and_no_number(signed_in):
    call = make_call(make_participant(name="Sari", kelurahan=DURI_KEPA, phone="+628120000412"))
    results.record(call, "reached", by=make_user("staff"))
    client = signed_in("officer")

    page = client.get(reverse("participants:calls-event", args=[call.topic_id])).text

    assert "Sari" in page
    assert "sudah dikabari" in page
    assert "0412" not in page
    assert client.get(topic_address(call)).status_code == 404


def test_who_neither_hosts_nor_looks_after_anybody_has_no_such_event(signed_in):
    call = make_call(make_participant(kelurahan=DURI_KEPA))
    client = signed_in("officer", region="31.75.06")

    assert client.get(reverse("participants:calls-event", args=[call.topic_id])).status_code == 404


def test_sudin_sees_by_kecamatan_and_narrows_to_one(signed_in):
    make_call(make_participant(name="Sari", kelurahan=TOMANG), topic=make_topic(label="Acara satu", number=1))
    make_call(make_participant(name="Budi", kelurahan=DURI_KEPA), topic=make_topic(label="Acara dua", number=2))
    client = signed_in("staff")

    page, narrowed = client.get(LIST).text, client.get(LIST, {"kecamatan": "31.73.05"}).text

    assert "Menurut kecamatan" in page
    assert "Acara satu" in page
    assert "Acara satu" not in narrowed
    assert "Acara dua" in narrowed


def test_a_wrong_filter_shows_the_usual_list(signed_in):
    make_call(topic=make_topic(label="Acara satu"))

    page = signed_in("officer").get(LIST, {"isi": "x", "kecamatan": "31.99.99", "halaman": "x"}).text

    assert "Acara satu" in page


def test_a_long_list_is_paged(signed_in):
    topic = make_topic()
    for number in range(21):
        make_call(topic=topic, key=f"k{number}")
    client = signed_in("officer")

    first = client.get(reverse("participants:calls-topic", args=[topic.pk])).text
    older = re.search(r'rel="next" href="([^"]+)"', first)[1]

    assert first.count('class="row"') == 20
    assert client.get(f"{reverse('participants:calls-topic', args=[topic.pk])}{older}").text.count('class="row"') == 1


@pytest.mark.parametrize("name", ["list", "topic", "event"])
def test_a_page_asks_as_much_for_one_row_as_for_three(signed_in, django_assert_max_num_queries, name):
    client, topic, counted = signed_in("officer"), make_topic(), []
    url = reverse(f"participants:calls-{name}", args=[] if name == "list" else [topic.pk])
    for number in range(3):
        make_call(topic=topic, key=f"k{number}")
        client.get(url)
        with django_assert_max_num_queries(40) as captured:
            client.get(url)
        counted.append(len(captured))

    assert counted[0] == counted[2]


@pytest.mark.parametrize("role", ["officer", "mentor"])
def test_the_page_of_ones_work_leads_to_the_call_list(signed_in, role):
    client = signed_in(role)
    make_call(make_participant(mentor=client.user if role == "mentor" else None))

    page = client.get("/peserta/tugas/" if role == "officer" else "/pendampingan/").text

    assert f'href="{LIST}"' in page
    assert "Perlu ditelepon" in page


def test_a_row_leads_to_the_event_and_not_to_the_pages_of_the_person(signed_in):
    call = make_call(url="/privasi/OK26-000000-0/")

    page = signed_in("officer").get(topic_address(call)).text

    assert call.topic.url in page
    assert call.url not in page
