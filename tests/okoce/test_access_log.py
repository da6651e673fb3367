"""Who looked at whose data."""

import pytest
from django.urls import reverse

from okoce.accounts import access_log
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


def test_each_of_many_rows_gets_its_line_in_the_log(monkeypatch):
    monkeypatch.setattr(access_log, "BATCH", 2)
    officer = make_user("officer")
    people = [make_participant() for _ in range(3)]
    make_participant()  # whom nobody looked at

    access_log.record_many(officer, AccessLog.Act.EXPORT, Participant, [person.pk for person in people], "uji")

    lines = AccessLog.objects.order_by("id").values_list(
        "subject", "subject_id", "actor", "actor_role", "act", "reason"
    )
    assert list(lines) == [
        ("people.participant", person.pk, officer.pk, "officer", "export", "uji") for person in people
    ]
    assert len(set(AccessLog.objects.values_list("at", flat=True))) == 1


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
    line = access_log.record(make_user("mentor", region=GROGOL), "open", make_participant())
    AccessLog.objects.filter(pk=line.pk).update(subject="people.forgotten")
    client.force_login(make_user("privacy"))
    url = reverse("admin:accounts_accesslog_changelist")

    page = client.get(url, {"actor_role": "officer"})
    one = client.get(reverse("admin:accounts_accesslog_change", args=[line.pk])).content.decode()

    assert [row[3][1:4] for row in page.context["cl"].rows] == [
        [("Peran", "Petugas kecamatan"), ("Perbuatan", "membuka"), ("Jenis data", "peserta")]
    ]
    assert [row[3][3][1] for row in client.get(url).context["cl"].rows] == ["people.forgotten", "peserta"]
    assert "Pendamping" in one
    assert "people.forgotten" in one
