"""The page of the data-protection officer: whether the log is whole, and what to look at."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.trail.actions import chaining
from okoce.trail.models import ChainCheck, UnusualAccess
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG

pytestmark = pytest.mark.django_db

PAGE = "/jejak/"


def make_unusual(actor=None, hours=1):
    hour = now().replace(minute=0, second=0, microsecond=0) - dt.timedelta(hours=hours)
    actor = actor or make_user("officer", name="Rina Kusuma")
    return UnusualAccess.objects.create(kind="many", actor=actor, actor_role="officer", hour_at=hour, people=87)


@pytest.mark.parametrize(
    ("role", "reads", "settles"),
    [
        (None, 403, 403),
        ("mentor", 403, 403),
        ("officer", 403, 403),
        ("staff", 403, 403),
        ("province", 403, 403),
        ("official", 403, 403),
        ("auditor", 200, 403),
        ("privacy", 200, 302),
    ],
)
def test_who_may_read_and_settle(client, role, reads, settles):
    row = make_unusual()
    client.force_login(make_user(role))

    assert client.get(PAGE).status_code == reads
    assert client.post(reverse("trail:settle", args=[row.pk]), {"result": "Sudah jelas"}).status_code == settles


def test_the_page_says_when_the_log_was_checked_and_how(client):
    access_log.record(make_user("officer"), "open", make_participant())
    chaining.lengthen()
    client.force_login(make_user("privacy"))
    before = client.get(PAGE).text
    chaining.check(how=ChainCheck.How.COMMAND)

    page = client.get(PAGE).text

    assert "Belum pernah" in before
    assert "Utuh, 1 baris diperiksa" in page
    assert "perintah di server" in page


def test_a_fault_stands_at_the_top(client):
    ChainCheck.objects.create(how="job", rows=3, fault="baris 4 berubah atau dipindah")
    client.force_login(make_user("privacy"))

    assert 'data-kind="danger"' in client.get(PAGE).text


def test_a_result_takes_the_item_off_the_work(client):
    row = make_unusual()
    client.force_login(make_user("privacy", name="Wati Lestari"))
    before = client.get(PAGE).text

    client.post(reverse("trail:settle", args=[row.pk]), {"result": "Pendataan keliling, sudah dikonfirmasi"})
    page = client.get(PAGE).text

    assert "1 menunggu diperiksa" in before
    assert "0 menunggu diperiksa" in page
    assert "Pendataan keliling, sudah dikonfirmasi" in page
    assert reverse("trail:settle", args=[row.pk]) not in page


def test_without_a_result_nothing_is_settled(client):
    row = make_unusual()
    client.force_login(make_user("privacy"))

    page = client.post(reverse("trail:settle", args=[row.pk]), {"result": ""}, follow=True)

    row.refresh_from_db()
    assert row.settled_at is None
    assert "Tulis hasil pemeriksaan" in page.text


def test_three_rows_ask_as_often_as_one(client, django_assert_num_queries):
    actor = make_user("officer")
    make_unusual(actor)
    client.force_login(make_user("privacy"))
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)
    for hours in (2, 3):
        make_unusual(actor, hours)

    with django_assert_num_queries(6):
        client.get(PAGE)


# --- Register of files -----------------------------------------------------------------------------------

FILES = "/jejak/unduhan/"


def make_file(actor, people, **values):
    given = {"act": "export", "subject": access_log.PEOPLE, "people": [1, 2], "count": people, "reason": "Undangan"}
    return AccessLog.objects.create(actor=actor, actor_role="staff", area="31.73", **given | values)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        *dict(mentor=403, officer=403, staff=200, province=200, official=403, auditor=200, privacy=200).items(),
    ],
)
def test_who_reads_the_register_of_files(client, role, status):
    client.force_login(make_user(role))

    assert client.get(FILES).status_code == status


def test_a_file_stands_in_it_with_who_when_how_many_where_and_why(client):
    make_file(make_user("staff", name="Ratna Kemuning"), 312, kinds="identity,contact", reason="Undangan (berkas XLSX)")
    make_file(make_user("staff"), 2, act="open", reason="bukan berkas")
    client.force_login(make_user("privacy"))

    page = client.get(FILES).text

    assert "1 unduhan." in page
    for words in ("Ratna Kemuning", "Jakarta Barat", "312", "kontak dan alamat", "Undangan (berkas XLSX)"):
        assert words in page
    assert "bukan berkas" not in page


def test_sudin_reads_the_files_of_its_own_area(client):
    make_file(make_user("staff", region=BARAT, name="Dari Barat"), 3)
    make_file(make_user("officer", region=CAKUNG, name="Dari Timur"), 3)
    client.force_login(make_user("staff", region=BARAT))

    page = client.get(FILES).text

    assert "Dari Barat" in page
    assert "Dari Timur" not in page


def test_three_files_ask_as_often_as_one(client, django_assert_num_queries):
    actor = make_user("staff")
    make_file(actor, 3)
    client.force_login(make_user("privacy"))
    client.get(FILES)
    with django_assert_num_queries(3):
        client.get(FILES)
    for people in (4, 5):
        make_file(actor, people)

    with django_assert_num_queries(3):
        client.get(FILES)
