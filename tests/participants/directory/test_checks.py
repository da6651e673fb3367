"""The page on which the card is compared, and the fields that were typed otherwise in a joined registration."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from participants.people.models import Business, Participant
from tests.factories.people import invented_nik, make_joined, make_participant, make_user, make_waiting
from tests.factories.places import JATINEGARA, KEBON_JERUK, TOMANG

pytestmark = pytest.mark.django_db

NIK = invented_nik(1)
SAME = {"nik": NIK, "name": "Siti Kenanga"}


def url(person):
    return reverse("participants:people-check", args=[person.pk])


def shown(response):
    return response.content.decode()


def test_record_and_registration_are_shown_together_with_what_differs(signed_in):
    make_participant(**SAME, phone="+6281200001111")
    waiting = make_waiting(**SAME, phone="+6281200002222")

    page = shown(signed_in("officer").get(url(waiting)))

    assert "Pendaftaran lain dengan NIK ini" in page
    assert "memegang NIK ini" in page
    assert "Diketik: 0812-0000-2222" in page
    assert "Tercatat: 0812-0000-1111" in page
    assert "Jalan Anggrek 1<br>Tercatat" not in page
    assert NIK not in page


def test_who_else_waits_with_the_nik_is_shown_and_logged_in_ones_own_area_only(signed_in):
    waiting = make_waiting(**SAME)
    here = make_waiting(nik=NIK, name="Dahlia Dekat")
    make_waiting(nik=NIK, name="Dahlia Jauh", kelurahan=JATINEGARA)
    officer = signed_in("officer")

    page = shown(officer.get(url(waiting)))

    assert "Dahlia Dekat" in page
    assert "Jauh" not in page
    assert AccessLog.objects.filter(actor=officer.user, subject_id=here.pk).exists()


def test_of_a_record_elsewhere_only_the_kecamatan_is_said(signed_in):
    make_participant(nik=NIK, name="Rahasia Dahlia", kelurahan=JATINEGARA)
    waiting = make_waiting(**SAME)

    page = shown(signed_in("officer").get(url(waiting)))

    assert "dipegang data di Kecamatan Cakung" in page
    assert "Rahasia" not in page


def test_without_an_answer_nothing_is_checked_and_the_page_asks(signed_in):
    waiting = make_waiting(**SAME)

    page = shown(signed_in("officer").post(url(waiting)))

    assert "Jawab dulu" in page
    assert not waiting.identity_checks.exists()


@pytest.mark.parametrize(("answer", "keeps"), [("ya", True), ("tidak", False)])
def test_the_answer_decides_about_the_account(signed_in, answer, keeps):
    waiting = make_waiting(**SAME, user=make_user())

    response = signed_in("officer").post(url(waiting), {"shown": answer}, follow=True)

    record = Participant.objects.get()
    assert response.redirect_chain[-1][0] == reverse("participants:people-detail", args=[record.pk])
    assert "tercatat sudah diperiksa" in shown(response)
    assert (record.is_checked, record.user is not None) == (True, keeps)


def test_after_joining_the_record_opens_and_the_number_is_named(signed_in):
    record, waiting = make_participant(**SAME), make_waiting(**SAME)

    response = signed_in("officer").post(url(waiting), {"shown": "ya"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("participants:people-detail", args=[record.pk])
    assert f"disatukan dengan data nomor {record.registration_number}" in shown(response)


def test_a_refusal_stands_on_the_page(signed_in):
    make_participant(nik=NIK, name="Rahasia Dahlia", kelurahan=JATINEGARA)
    waiting = make_waiting(**SAME)

    page = shown(signed_in("officer").post(url(waiting), {"shown": "ya"}))

    assert "selesaikan di meja kecamatan itu" in page
    assert "Rahasia" not in page


def test_of_an_officers_own_registration_there_is_no_button(signed_in):
    officer = signed_in("officer")

    page = shown(officer.get(url(make_waiting(**SAME, user=officer.user))))

    assert "minta petugas lain" in page
    assert "KTP asli cocok" not in page


def test_a_registration_elsewhere_is_not_there(signed_in):
    assert signed_in("officer", region=KEBON_JERUK).get(url(make_waiting(**SAME))).status_code == 404


def test_the_statements_do_not_grow_with_a_record_that_has_no_others(signed_in):
    officer, counts = signed_in("officer"), []
    for nik in (invented_nik(2), invented_nik(3)):
        waiting = make_waiting(nik=nik)
        officer.get(url(waiting))
        with CaptureQueriesContext(connection) as asked:
            officer.get(url(waiting))
        counts.append(len(asked))
        for _ in range(3):
            make_waiting()

    assert counts[0] == counts[1]


def test_the_record_s_page_lists_who_waits_with_its_nik(signed_in):
    record, waiting = make_participant(**SAME), make_waiting(**SAME)

    page = shown(signed_in("officer").get(reverse("participants:people-detail", args=[record.pk])))

    assert "Pendaftaran lain dengan NIK ini" in page
    assert url(waiting) in page


@pytest.mark.parametrize("typed", [NIK, "Siti Kenanga", "number"])
def test_a_registration_is_found_by_nik_name_and_number(signed_in, typed):
    waiting = make_waiting(**SAME, registration_number="OK26-222222-N")
    from participants.cleaning.registration_numbers import check_sign

    number = f"OK26-222222-{check_sign('26222222')}"
    Participant.objects.filter(pk=waiting.pk).update(registration_number=number)

    page = shown(signed_in("officer").post("/peserta/cari/", {"q": number if typed == "number" else typed}))

    assert number in page


# --- Taking over --------------------------------------------------------------------------------------------


def joined_url(joined):
    return reverse("participants:people-joined", args=[joined.pk])


def test_only_what_is_ticked_is_taken_over(signed_in):
    record = make_participant(**SAME, phone="+6281200001111")
    Business.objects.create(participant=record, standing="running", trade="kue")
    typed = {"phone": "+6281200002222", "street": "Jalan Melati 2", "trade": "gorengan", "availability": 5}
    joined = make_joined(record, number="OK26-222222-2", **typed)
    officer = signed_in("officer")

    page = shown(officer.get(joined_url(joined)))
    officer.post(joined_url(joined), {"taken": ["phone", "trade", "availability"]})

    record = Participant.objects.select_related("business").get()
    joined.refresh_from_db()
    assert "Nomor HP: 0812-0000-2222" in page
    assert (record.phone, record.street, record.availability) == ("+6281200002222", "Jalan Anggrek 1", 5)
    assert record.business.trade == "gorengan"
    assert (joined.settled_by, joined.typed) == (officer.user, typed)


def test_what_stands_on_the_card_is_shown_and_never_taken(signed_in):
    record = make_participant(**SAME)
    joined = make_joined(record, number="OK26-222222-2", name="Sity Kenanga")
    officer = signed_in("officer")

    page = shown(officer.get(joined_url(joined)))
    officer.post(joined_url(joined), {"taken": ["name"]})

    record.refresh_from_db()
    joined.refresh_from_db()
    assert "Nama: Sity Kenanga" in page
    assert 'value="name"' not in page
    assert (record.name, joined.settled_at) == ("Siti Kenanga", None)


def test_none_at_all_is_an_answer_and_is_not_asked_again(signed_in):
    record = make_participant(**SAME)
    joined = make_joined(record, number="OK26-222222-2", street="Jalan Melati 2")
    officer, page = signed_in("officer"), reverse("participants:people-detail", args=[record.pk])
    before = shown(officer.get(page))

    officer.post(joined_url(joined), {})

    assert joined_url(joined) in before
    assert joined_url(joined) not in shown(officer.get(page))
    assert "Sudah diputuskan" in shown(officer.get(joined_url(joined)))


def test_a_home_in_another_kecamatan_is_not_offered_and_nothing_is_taken_with_it(signed_in):
    record = make_participant(**SAME, kelurahan=TOMANG)
    joined = make_joined(record, number="OK26-222222-2", kelurahan_id=JATINEGARA, phone="+6281200002222")

    page = shown(signed_in("officer").post(joined_url(joined), {"taken": ["kelurahan_id", "phone"]}))

    record.refresh_from_db()
    joined.refresh_from_db()
    assert 'value="kelurahan_id"' not in page
    assert 'value="phone"' in page
    assert (record.kelurahan_id, record.phone == "+6281200002222", joined.settled_at) == (TOMANG, False, None)


def test_a_second_decision_is_refused(signed_in):
    record = make_participant(**SAME)
    joined = make_joined(record, number="OK26-222222-2", street="Jalan Melati 2")
    officer = signed_in("officer")
    officer.post(joined_url(joined), {})

    page = shown(officer.post(joined_url(joined), {"taken": ["street"]}))

    record.refresh_from_db()
    assert "sudah diputuskan" in page
    assert record.street == "Jalan Anggrek 1"
