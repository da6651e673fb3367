"""Who looked at whose data."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.log_digests import digest_of
from okoce.accounts.models import AccessLog
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL

pytestmark = pytest.mark.django_db


def test_a_look_is_written_down_with_role_and_reason():
    officer, participant = make_user("officer"), make_participant()

    access_log.record(officer, AccessLog.Act.UNMASK, participant, "cocokkan KTP")

    row = AccessLog.objects.get()
    assert (row.actor, row.actor_role, row.act) == (officer, "officer", "unmask")
    assert (row.subject, row.subject_id) == ("people.participant", participant.pk)
    assert row.reason == "cocokkan KTP"


def test_many_people_stand_in_one_row_with_a_digest_of_exactly_those(django_assert_num_queries):
    officer = make_user("officer")
    assert officer.roles
    ids = [make_participant().pk for _ in range(3)]
    make_participant()  # whom nobody looked at

    with django_assert_num_queries(1):
        access_log.record_many(officer, AccessLog.Act.EXPORT, Participant, ids, "uji")

    row = AccessLog.objects.get()
    assert (row.actor, row.actor_role, row.area, row.act, row.reason) == (officer, "officer", GROGOL, "export", "uji")
    assert (row.subject, row.subject_id, row.people, row.count) == ("people.participant", None, ids, 3)
    assert row.digest == digest_of(reversed(ids))
    assert row.digest != digest_of(ids[:2])


def test_the_digest_depends_on_a_key_of_its_own(settings):
    before = digest_of([1, 2])

    settings.NIK_HMAC_KEY = settings.SECRET_KEY = "z" * 60
    assert digest_of([1, 2]) == before

    settings.ACCESS_LOG_KEY = "z" * 60
    assert digest_of([1, 2]) != before


def test_nobody_leaves_no_row():
    access_log.record_many(make_user("officer"), AccessLog.Act.EXPORT, Participant, [])

    assert AccessLog.objects.count() == 0


def test_a_nik_that_was_typed_into_a_reason_is_blanked():
    access_log.record(make_user("officer"), "open", make_participant(), "cek 3173015001900001 lagi")

    assert AccessLog.objects.get().reason == "cek [NIK] lagi"


@pytest.mark.parametrize("name", ["Kenari", "Nur’aini Kenari"])
def test_who_is_suggested_is_logged_however_the_answer_spells_the_name(client, name):
    participant = make_participant(name=name)
    client.force_login(make_user("officer", region=GROGOL))
    ask = "/admin/autocomplete/?app_label=permits&model_name=licence&field_name=participant&term=kenari"

    assert len(client.get(ask).json()["results"]) == 1

    row = AccessLog.objects.get()
    assert (row.act, row.subject, row.ids) == ("list", "people.participant", [participant.pk])


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_row(act):
    access_log.record(make_user("officer"), "open", make_participant())
    rows = AccessLog.objects.all()

    with pytest.raises(IntegrityError, match="only appended"), transaction.atomic():
        rows.update(reason="lain") if act == "update" else rows._raw_delete(rows.db)


def test_the_log_is_read_in_ones_area_and_written_by_nobody(client):
    participant = make_participant()
    for region in (GROGOL, CAKUNG):
        access_log.record(make_user("officer", region=region), "open", participant)
    url = reverse("admin:accounts_accesslog_changelist")

    client.force_login(make_user("staff", region=BARAT))
    assert {row.actor.assignments.get().region_id for row in client.get(url).context["cl"].result_list} == {GROGOL}

    client.force_login(make_user("privacy"))
    assert client.get(url).context["cl"].result_count == 2

    client.force_login(make_user(is_superuser=True))
    row = AccessLog.objects.first()
    assert client.post(reverse("admin:accounts_accesslog_change", args=[row.pk]), {"reason": "x"}).status_code == 403
    assert client.post(reverse("admin:accounts_accesslog_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_the_log_says_in_words_who_did_what_with_which_kind_of_data(client):
    access_log.record(make_user("officer", region=GROGOL), "open", make_participant())
    line = AccessLog.objects.create(
        actor=make_user("mentor", region=GROGOL), actor_role="mentor", act="open", subject="people.forgotten"
    )
    client.force_login(make_user("privacy"))
    url = reverse("admin:accounts_accesslog_changelist")

    page = client.get(url, {"actor_role": "officer"})
    one = client.get(reverse("admin:accounts_accesslog_change", args=[line.pk])).content.decode()

    cells = page.context["cl"].rows
    for heading, said in [
        ("Peran", "Petugas kecamatan"),
        ("Wilayah tugas", "Grogol Petamburan"),
        ("Perbuatan", "membuka"),
    ]:
        assert re.search(rf'data-label="{heading}">{said}<', cells)
    assert cells.count("<tr>") == 1
    assert client.get(url).context["cl"].rows.count("<tr>") == 2
    assert "Pendamping" in one
    assert "people.forgotten" in one
