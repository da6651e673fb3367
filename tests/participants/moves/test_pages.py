"""The pages on which moves are asked for, proposed, accepted, refused, withdrawn and undone."""

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.moves.models import Move
from participants.people.models import Participant
from tests.factories.corrections import make_move, moved
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, KEBON_JERUK, TOMANG

pytestmark = pytest.mark.django_db
LIST = "/peserta/perpindahan/"


def typed(**changes):
    fields = {"kelurahan": DURI_KEPA, "street": "Jalan Pinang 9", "rt": "1", "rw": "2", "reason": "Ikut keluarga"}
    return fields | {"moved_on": today().isoformat()} | changes


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("mentor", 403),
        ("officer", 200),
        ("staff", 200),
        ("province", 200),
        ("official", 403),
        ("auditor", 403),
        ("privacy", 403),
        (None, 403),
    ],
)
def test_who_sees_the_list(client, role, status):
    make_move(make_participant())
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == status


def test_from_the_page_of_a_person_to_the_other_kecamatan_and_back(client):
    person = make_participant(name="Sari Melati")
    old, new = make_user("officer"), make_user("officer", region=KEBON_JERUK)
    propose = reverse("participants:moves-propose", args=[person.pk])
    client.force_login(old)
    assert propose in client.get(f"/peserta/{person.pk}/").text
    url = client.post(propose, typed()).url
    assert "Tarik usulan" in client.get(url).text

    client.force_login(new)
    assert "ingin pindah ke sini" in client.get("/peserta/tugas/").text
    assert client.get(f"/peserta/{person.pk}/").status_code == 404
    assert "Terima peserta" in client.get(url).text
    client.post(f"{url}terima/")
    assert client.get(f"/peserta/{person.pk}/").status_code == 200

    client.force_login(old)
    assert (client.get(url).status_code, client.get(f"/peserta/{person.pk}/").status_code) == (404, 404)
    assert "Sari Melati" not in client.get(LIST).text
    client.force_login(make_user("staff"))
    assert "Kembalikan peserta" in client.get(url).text
    client.post(f"{url}kembalikan/", {"reason": "salah orang"})
    assert Participant.objects.get().kelurahan_id == TOMANG


def test_a_move_is_refused_with_words_or_withdrawn(client):
    officer = make_user("officer")
    first, second = (make_move(make_participant(), by=officer) for _ in range(2))
    client.force_login(make_user("officer", region=KEBON_JERUK))
    client.post(f"{LIST}{first.pk}/tolak/", {"reason": ""})
    client.post(f"{LIST}{first.pk}/tolak/", {"reason": "Alamat tidak ada"})
    client.force_login(officer)
    client.post(f"{LIST}{second.pk}/tarik/")

    assert sorted(Move.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]
    assert "Alamat tidak ada" in client.get(f"{LIST}{first.pk}/").text


def test_an_owner_asks_and_reads_what_came_of_it(client):
    owner = make_user()
    person = make_participant(user=owner)
    client.force_login(owner)
    ask = reverse("participants:moves-ask", args=[person.registration_number])
    assert ask in client.get("/privasi/").text

    page = client.post(ask, typed(), follow=True).text

    assert "menunggu kecamatan tujuan" in page
    assert Move.objects.get().is_own
    client.force_login(make_user())
    assert client.get(ask).status_code == 404


def test_the_own_kecamatan_is_not_offered(client):
    person = make_participant()
    client.force_login(make_user("officer"))
    propose = reverse("participants:moves-propose", args=[person.pk])

    assert TOMANG not in client.get(propose).text
    client.post(propose, typed(kelurahan=TOMANG))
    assert not Move.objects.exists()


def test_a_receiver_elsewhere_sees_nothing(client):
    move = make_move(make_participant())
    client.force_login(make_user("officer", region=CAKUNG))

    assert client.get(f"{LIST}{move.pk}/").status_code == 404


def test_opening_one_is_written_down(client):
    move = make_move(make_participant())
    client.force_login(make_user("officer", region=KEBON_JERUK))

    client.get(f"{LIST}{move.pk}/")
    client.get(LIST)

    opened = AccessLog.objects.order_by("-pk")[:2]
    assert [row.act for row in opened] == [AccessLog.Act.LIST, AccessLog.Act.OPEN]
    assert [row.ids for row in opened] == [[move.participant_id]] * 2


def test_overseers_say_why_before_they_open_one(client):
    move = moved(make_participant())
    client.force_login(make_user("province"))

    assert "Mengapa data ini dibuka?" in client.get(f"{LIST}{move.pk}/").text
    page = client.post(f"{LIST}{move.pk}/", {"reason": "Memeriksa perpindahan"}).text
    assert "Kembalikan peserta" in page
    assert AccessLog.objects.filter(reason="Memeriksa perpindahan").exists()


def test_the_list_costs_the_same_for_one_row_and_three(client, django_assert_num_queries):
    make_move(make_participant())
    client.force_login(make_user("officer"))
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for _ in range(2):
        make_move(make_participant())

    with django_assert_num_queries(4):
        client.get(LIST)


def test_the_admin_shows_from_where_to_where_and_no_street(client):
    move = make_move(make_participant(name="Sari Melati"))
    client.force_login(make_user("staff"))

    listed = client.get(reverse("admin:moves_move_changelist")).text
    page = client.get(reverse("admin:moves_move_change", args=[move.pk])).text

    assert "Sari Melati" in listed
    assert "Duri Kepa" in page
    assert not [text for text in (listed, page) if move.street in text or 'name="_save"' in text]
