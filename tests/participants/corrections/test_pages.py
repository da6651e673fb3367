"""The pages on which corrections are proposed, confirmed, refused, withdrawn and undone."""

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.corrections.models import Correction
from participants.people.models import Participant
from participants.rights.actions import requests
from tests.factories.corrections import corrected, make_correction
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db
LIST = "/peserta/pembetulan/"
NEW_NIK = "3173021005909876"
TYPED = {"name": "Sari Melati", "nik": "", "birth_on": "10/05/1990", "sex": "L", "seen": "ktp", "reason": "KTP dilihat"}


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
    make_correction(make_participant())
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == status


def test_from_the_page_of_a_person_to_the_new_name_and_back(client):
    person = make_participant(name="Sari Melatti")
    officer = make_user("officer")
    client.force_login(officer)
    propose = reverse("participants:corrections-propose", args=[person.pk])
    assert propose in client.get(f"/peserta/{person.pk}/").text

    answer = client.post(propose, TYPED)
    url = reverse("participants:corrections-detail", args=[Correction.objects.get().pk])
    assert answer.url == url
    assert "Tarik usulan" in client.get(url).text
    assert client.post(f"{url}sahkan/").status_code == 403

    client.force_login(make_user("staff"))
    page = client.get(url).text
    assert "Sari Melatti" in page
    assert "Sari Melati</td>" in page
    client.post(f"{url}sahkan/")
    assert Participant.objects.get().name == "Sari Melati"
    client.post(f"{url}batalkan/", {"reason": "surat keliru"})
    assert Participant.objects.get().name == "Sari Melatti"
    assert "surat keliru" in client.get(url).text


def test_nothing_proposed_is_said_at_the_form(client):
    person = make_participant(name="Sari Melati")
    client.force_login(make_user("officer"))

    page = client.post(reverse("participants:corrections-propose", args=[person.pk]), TYPED, follow=True).text

    assert "Semua isian sama dengan yang tercatat" in page
    assert not Correction.objects.exists()


def test_a_proposal_is_refused_with_words_and_withdrawn_by_its_maker(client):
    officer = make_user("officer")
    first, second = (make_correction(make_participant(), by=officer) for _ in range(2))
    client.force_login(make_user("staff"))
    client.post(f"{LIST}{first.pk}/tolak/", {"reason": ""})
    client.post(f"{LIST}{first.pk}/tolak/", {"reason": "KTP tidak terbaca"})
    client.force_login(officer)
    answer = client.post(f"{LIST}{second.pk}/tarik/", follow=True).text

    assert "Usulan ditarik" in answer
    assert sorted(Correction.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]


def test_a_mismatch_with_the_nik_is_warned_of_before_confirming(client):
    correction = make_correction(make_participant(sex="L"), sex="P")
    client.force_login(make_user("staff"))

    assert "Jenis kelamin berbeda dari yang tertulis di NIK" in client.get(f"{LIST}{correction.pk}/").text


def test_a_whole_nik_stands_on_no_page_in_no_message_and_in_no_log(client):
    owner = make_user()
    person = make_participant(user=owner, name="Sari Melati")
    old = person.nik
    officer = make_user("officer")
    client.force_login(officer)
    answer = client.post(reverse("participants:corrections-propose", args=[person.pk]), TYPED | {"nik": NEW_NIK})
    seen = [answer.url, answer.content.decode()]
    visits = [LIST, f"/peserta/{person.pk}/", f"/peserta/{person.pk}/riwayat/", answer.url]
    for user in (officer, make_user("staff")):
        client.force_login(user)
        seen += [client.get(url).text for url in visits]
    client.post(f"{answer.url}sahkan/")
    seen += [client.get(url).text for url in visits]
    client.force_login(owner)
    seen += [client.get(url).text for url in ("/privasi/", "/pesan/")]
    seen += [str(list(model.objects.values())) for model in (AccessLog, Message, Notice)]

    assert "3173••••••••9876" in seen[5]
    assert "angka ke-" in seen[5]
    assert not [text for text in seen if old in text or NEW_NIK in text]


def test_overseers_say_why_before_they_open_one(client):
    correction = make_correction(make_participant())
    client.force_login(make_user("province"))

    assert "Mengapa data ini dibuka?" in client.get(f"{LIST}{correction.pk}/").text
    page = client.post(f"{LIST}{correction.pk}/", {"reason": "Memeriksa usulan"}).text
    assert "Sahkan pembetulan" in page
    assert AccessLog.objects.filter(reason="Memeriksa usulan").exists()


def test_opening_one_is_written_down(client):
    correction = corrected(make_participant())
    client.force_login(make_user("officer"))

    client.get(f"{LIST}{correction.pk}/")

    opened = AccessLog.objects.latest("pk")
    assert (opened.act, opened.ids) == (AccessLog.Act.OPEN, [correction.participant_id])


def test_work_that_waits_is_counted_on_the_list_of_tasks(client):
    person = make_participant(user=make_user())
    requests.ask(person, "correction", wrong=["sex"], words="keliru", way="own", by=person.user)
    make_correction(make_participant())
    client.force_login(make_user("staff"))

    page = client.get("/peserta/tugas/").text

    assert "Usulan pembetulan data KTP" in page
    assert "Pembetulan yang diminta peserta" in page


def test_the_list_costs_the_same_for_one_row_and_three(client, django_assert_num_queries):
    corrected(make_participant())
    client.force_login(make_user("officer"))
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for _ in range(2):
        make_correction(make_participant())

    with django_assert_num_queries(4):
        client.get(LIST)


def test_the_admin_shows_who_decided_and_no_value(client):
    correction = corrected(make_participant(name="Sari Melati"), nik=NEW_NIK)
    client.force_login(make_user("staff"))

    listed = client.get(reverse("admin:corrections_correction_changelist")).text
    page = client.get(reverse("admin:corrections_correction_change", args=[correction.pk])).text

    assert "Sari Melati" in listed
    assert "sudah dibetulkan" in page
    assert not [text for text in (listed, page) if NEW_NIK in text or "9876" in text or 'name="_save"' in text]
