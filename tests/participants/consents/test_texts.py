"""Texts about data: versions that nobody changes, what was read when, and how a new one is published."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import WIB, now, today
from participants.consents import actions, memory
from participants.consents.models import Consent, NoticeReading, PrivacyText
from participants.consents.texts import FIRST, NOTICE, Purpose
from tests.factories.people import make_participant, make_user
from tests.factories.registrations import make_ground, send_at_desk

pytestmark = pytest.mark.django_db

NEW_NOTICE = "Untuk apa\nUntuk melayani Anda.\n\nHak Anda\nTanyakan di meja kecamatan."
NEW_NEWS = "Kirimi saya kabar pelatihan lewat HP, paling banyak sekali seminggu."
ADD = reverse("admin:consents_privacytext_add")


def publish(kind=NOTICE, text=NEW_NOTICE, *, days=0):
    return actions.publish(kind, text, valid_from=today() + dt.timedelta(days=days), by=make_user("privacy"))


def page_of(person, rest=""):
    return f"/privasi/{person.registration_number}/{rest}"


# --- Versions ------------------------------------------------------------------------------------------


def test_the_first_version_of_each_kind_is_there():
    assert {text.kind: text.version for text in PrivacyText.objects.all()} == dict.fromkeys(FIRST, "2026-1")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_a_text(act):
    texts = PrivacyText.objects.filter(kind=NOTICE)

    with pytest.raises(DatabaseError, match="only appended"), transaction.atomic():
        texts.update(text="Lain") if act == "update" else texts._raw_delete(texts.db)

    assert memory.notice().text == FIRST[NOTICE]


@pytest.mark.parametrize(("day", "version"), [(dt.date(2026, 12, 31), "2026-2"), (dt.date(2027, 1, 1), "2027-1")])
def test_a_new_version_counts_on_within_its_year_and_stands_at_once(time_machine, day, version):
    time_machine.move_to(dt.datetime.combine(day, dt.time(9), tzinfo=WIB))

    made = publish()

    assert (made.version, memory.notice().pk) == (version, made.pk)
    assert memory.current(Purpose.NEWS).version == "2026-1"


def test_a_version_to_come_stands_from_its_day_on(time_machine):
    made = publish(days=3)
    assert memory.notice().version == "2026-1"

    time_machine.move_to(now() + dt.timedelta(days=3))

    assert memory.notice().pk == made.pk


@pytest.mark.parametrize(
    ("kind", "text", "days", "said"),
    [
        (NOTICE, "Hanya judul", 0, "belum lengkap"),
        (NOTICE, "J" * 81 + "\nIsi", 0, "80 huruf"),
        (NOTICE, FIRST[NOTICE], 0, "sama dengan versi 2026-1"),
        (NOTICE, NEW_NOTICE, -1, "paling cepat hari ini"),
        (NOTICE, NEW_NOTICE, 366, "satu tahun lagi"),
        (Purpose.NEWS, "Satu.\n\nDua.", 0, "satu alinea"),
        (Purpose.NEWS, "K" * 301, 0, "300 huruf"),
    ],
)
def test_what_cannot_stand_is_refused(kind, text, days, said):
    with pytest.raises(ValidationError, match=said):
        publish(kind, text, days=days)

    assert PrivacyText.objects.count() == len(FIRST)


def test_a_version_before_one_to_come_is_refused():
    publish(days=3)

    with pytest.raises(ValidationError, match="lebih kemudian"):
        publish(text=NEW_NOTICE + " Lagi.", days=2)


# --- Consents ------------------------------------------------------------------------------------------


def test_a_consent_names_the_text_that_was_read_and_keeps_it():
    person = make_participant()
    first = actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")
    made = publish(Purpose.NEWS, NEW_NEWS)

    withdrawn = actions.answer(person, Purpose.NEWS, is_given=False, channel="daring")
    again = actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")

    assert [first.text.version, withdrawn.text_id, again.text_id] == ["2026-1", first.text_id, made.pk]


def test_a_yes_to_a_newer_text_is_a_row_and_the_same_yes_is_not():
    person = make_participant()
    actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")
    publish(Purpose.NEWS, NEW_NEWS)

    for _ in range(2):
        actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")

    assert person.consents.count() == 2


def test_nobody_agrees_to_a_text_that_was_not_on_the_page(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    old = memory.current(Purpose.NEWS)
    publish(Purpose.NEWS, NEW_NEWS)

    sent = {"purpose": "news", "is_given": "yes", "text": old.pk}
    answer = client.post(page_of(person, "persetujuan/"), sent, follow=True)

    assert "baru saja diperbarui" in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_withdrawal_is_taken_whatever_stood_on_the_page(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    given = actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")
    publish(Purpose.NEWS, NEW_NEWS)

    client.post(page_of(person, "persetujuan/"), {"purpose": "news", "is_given": "no", "text": given.text_id})

    assert not person.consents.order_by("-pk").first().is_given


def test_my_data_show_what_i_agreed_to_when_with_older_texts(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")
    publish(Purpose.NEWS, NEW_NEWS)

    body = client.get(page_of(person)).content.decode()

    assert NEW_NEWS in body
    assert "Yang berlaku tetap yang Anda setujui (versi 2026-1)" in body
    assert body.count(FIRST[Purpose.NEWS]) == 2  # as what was agreed to, and in the history
    assert "Setujui teks baru" in body


def test_the_copy_of_ones_data_holds_the_texts(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    actions.answer(person, Purpose.NEWS, is_given=True, channel="daring")

    [given] = json.loads(client.get(page_of(person, "unduh/")).content)["persetujuan"]

    assert (given["versi_teks"], given["teks"]) == ("2026-1", FIRST[Purpose.NEWS])


def test_a_registration_sent_from_a_page_with_an_older_text_is_asked_again(signed_in):
    make_ground()
    client, before = signed_in("officer"), memory.shown()
    publish(Purpose.NEWS, NEW_NEWS)

    refused = send_at_desk(client, texts=before)
    taken = send_at_desk(client, texts=memory.shown())

    assert "baru saja diperbarui" in client.get(refused["Location"]).content.decode()
    assert taken.status_code == 302
    assert Consent.objects.get().text.text == NEW_NEWS
    assert Consent.objects.get().participant.notice_version == "2026-1"


# --- A new notice --------------------------------------------------------------------------------------


def test_a_new_notice_stands_on_top_until_it_was_read_and_blocks_nothing(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    made = publish()
    journey = f"/perjalanan/{person.registration_number}/"
    shown = ["diperbarui" in client.get(url).content.decode() for url in (journey, page_of(person))]

    page = client.get(page_of(person, "pemberitahuan/")).content.decode()
    client.post(page_of(person, "pemberitahuan/"), {"text": made.pk})
    after = ["diperbarui" in client.get(url).content.decode() for url in (journey, page_of(person))]

    assert (shown, after) == ([True, True], [False, False])
    assert "Tanyakan di meja kecamatan." in page
    assert "Versi 2026-1" in page
    assert NoticeReading.objects.get().text == made


def test_who_knows_the_notice_is_shown_none(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)

    assert "Pemberitahuan privasi diperbarui" not in client.get(page_of(person)).content.decode()
    assert "Sudah saya baca" not in client.get(page_of(person, "pemberitahuan/")).content.decode()


def test_only_the_notice_that_stood_on_the_page_is_noted_as_read(signed_in):
    client = signed_in(make_user())
    person = make_participant(user=client.user)
    old = memory.notice()
    publish()

    client.post(page_of(person, "pemberitahuan/"), {"text": old.pk})

    assert not NoticeReading.objects.exists()


def test_nobody_reads_for_others(signed_in):
    person = make_participant(user=make_user())
    made = publish()

    assert signed_in(make_user()).post(page_of(person, "pemberitahuan/"), {"text": made.pk}).status_code == 404


# --- Publishing in the admin ---------------------------------------------------------------------------


def sent(**changes):
    return {"kind": NOTICE, "text": NEW_NOTICE, "valid_from": f"{today():%d/%m/%Y}"} | changes


@pytest.mark.parametrize("role", ["mentor", "officer", "staff", "province", "official", "auditor"])
def test_others_publish_nothing(signed_in, role):
    signed_in(role).post(ADD, sent())

    assert PrivacyText.objects.count() == len(FIRST)


def test_a_text_is_published_once_it_was_previewed(signed_in):
    client = signed_in("privacy")

    preview = client.post(ADD, sent())
    key = preview.context["adminform"].form.preview_key
    assert "<h3>Hak Anda</h3>" in preview.content.decode()
    assert PrivacyText.objects.count() == len(FIRST)

    changed = client.post(ADD, sent(text=NEW_NOTICE + " Lagi.", preview=key))
    assert "Pratinjau" in changed.content.decode()
    assert PrivacyText.objects.count() == len(FIRST)

    done = client.post(ADD, sent(preview=key))
    made = memory.notice()
    assert (done.status_code, made.text, made.published_by) == (302, NEW_NOTICE, client.user)


def test_the_page_says_what_is_wrong_with_a_text(signed_in):
    body = signed_in("privacy").post(ADD, sent(text="Hanya judul")).content.decode()

    assert "Bagian ke-1 belum lengkap" in body


def test_a_text_is_seen_in_the_admin_and_changed_by_nobody(signed_in):
    client, text = signed_in("privacy"), PrivacyText.objects.get(kind=NOTICE)
    url = reverse("admin:consents_privacytext_change", args=[text.pk])

    assert "Bagaimana NIK dijaga" in client.get(url).content.decode()
    assert client.post(url, sent()).status_code == 403


# --- In memory -----------------------------------------------------------------------------------------


def test_what_was_read_once_costs_no_statement():
    memory.shown()

    with CaptureQueriesContext(connection) as found:
        memory.notice()
        memory.choices()

    assert [query["sql"] for query in found if "privacytext" in query["sql"]] == []
