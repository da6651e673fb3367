"""Takings at a stall: recorded by Sudin staff, evidence of Pemasaran."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bazaars.actions import sales
from bazaars.models import StallSale
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from tests.carried import post
from tests.factories import evidence
from tests.factories.bazaars import make_application, make_bazaar, make_sale, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, JATINEGARA, TIMUR
from tests.factories.sessions import in_days
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


def make_registered(**fields):
    """Somebody who was registered before the bazaars of these tests."""
    return make_participant(registered_at=now() - dt.timedelta(days=90), **fields)


def send(client, user, sale=None, **data):
    client.force_login(user)
    name, args = ("change", [sale.pk]) if sale else ("add", [])
    url = reverse(f"admin:bazaars_stallsale_{name}", args=args)
    return post(client, url, data) if sale else client.post(url, data)


def filled(bazaar, participant, **changes):
    return {
        "bazaar": bazaar.pk,
        "registration_number": participant.registration_number,
        "sold_on": f"{bazaar.starts_on:%Y-%m-%d}",
        "amount": "250000",
    } | changes


def test_a_recorded_sale_brings_pemasaran(client):
    bazaar, participant = make_bazaar(days=(-2, 0)), make_registered()
    identity.check(participant, by=make_user("officer"), place=IdentityCheck.Place.DESK)

    send(client, make_user("staff"), **filled(bazaar, participant))

    sale = StallSale.objects.get()
    assert (sale.participant, sale.amount) == (participant, 250_000)
    standing = StageStanding.objects.get(participant=participant, stage="pemasaran")
    assert standing.evidence == f"stallsale:{sale.pk}"


@pytest.mark.parametrize(
    ("days", "changes", "sentence"),
    [
        (-1, {"registration_number": "OK26-ENTAH"}, "Nomor ini tidak ada di wilayah Anda."),
        (-1, {"amount": "0"}, "Isi penjualan lebih dari Rp 0."),
        (-9, {}, "di luar hari bazar"),
    ],
)
def test_a_wrong_entry_is_refused_in_a_sentence(client, days, changes, sentence):
    bazaar, participant = make_bazaar(days=(-2, 0)), make_registered()

    page = send(
        client, make_user("staff"), **filled(bazaar, participant, sold_on=f"{in_days(days):%Y-%m-%d}", **changes)
    )

    assert sentence in page.content.decode()
    assert not StallSale.objects.exists()


def test_a_day_is_recorded_once_a_person(client):
    bazaar = make_bazaar(days=(-2, 0))
    sale = make_sale(bazaar)

    page = send(client, make_user("staff"), **filled(bazaar, sale.participant))

    assert "sudah dicatat" in page.content.decode()
    assert StallSale.objects.count() == 1


def test_people_and_bazaars_of_another_kota_are_not_there(client):
    near, far = make_bazaar(days=(-2, 0)), make_bazaar(days=(-2, 0), kecamatan=CAKUNG, name="Bazar Jauh")
    neighbour, stranger = make_participant(), make_participant(kelurahan=JATINEGARA)
    hidden, staff = make_sale(far, stranger), make_user("staff")

    send(client, staff, **filled(near, stranger))
    send(client, staff, **filled(far, neighbour))
    page = client.get(reverse("admin:bazaars_stallsale_changelist"))

    assert list(StallSale.objects.all()) == [hidden]
    assert stranger.name not in page.content.decode()
    assert client.get(reverse("admin:bazaars_stallsale_change", args=[hidden.pk])).status_code == 404


def test_a_corrected_amount_stays_with_its_person(client):
    sale = make_sale(make_bazaar(days=(-2, 0)), make_registered())

    send(client, make_user("staff"), sale, sold_on=f"{sale.sold_on:%Y-%m-%d}", amount="300000")

    sale.refresh_from_db()
    assert sale.amount == 300_000


@pytest.mark.parametrize(("role", "status"), [("officer", 403), ("staff", 200), ("province", 403), ("auditor", 403)])
def test_only_sudin_staff_see_takings(client, role, status):
    client.force_login(make_user(role))

    assert client.get(reverse("admin:bazaars_stallsale_changelist")).status_code == status


# --- On the pages --------------------------------------------------------------------------------------


def write(client, user, stall_day, amount="250000"):
    client.force_login(user)
    url = reverse("bazaars:sales-record", args=[stall_day.pk])
    return client.post(url, {"amount": amount}, follow=True)


def check(client, user, sale):
    client.force_login(user)
    return client.post(reverse("bazaars:sales-check", args=[sale.pk]), follow=True)


def void(client, user, sale, reason="Salah lapak"):
    client.force_login(user)
    return client.post(reverse("bazaars:sales-void", args=[sale.pk]), {"reason": reason}, follow=True)


def standing_at_a_stall(*, days=(-1, 1), **fields):
    participant = make_registered(user=make_user(), **fields)
    return make_stall_day(make_application(make_bazaar(days=days, year=fields.get("year")), participant))


def has_reached_marketing(participant):
    return StageStanding.objects.filter(participant=participant, stage="pemasaran").exists()


@pytest.mark.parametrize("written_by", ["owner", "staff"])
def test_pemasaran_is_reached_and_lost_by_takings_alone_in_a_free_year(client, written_by):
    stall_day = standing_at_a_stall()
    participant, staff = stall_day.application.participant, make_user("staff")
    identity.check(participant, by=make_user("officer"), place=IdentityCheck.Place.DESK)

    write(client, participant.user if written_by == "owner" else staff, stall_day)
    sale = StallSale.objects.get()
    at_once = has_reached_marketing(participant)
    check(client, staff, sale)
    reached = has_reached_marketing(participant)
    void(client, staff, sale)

    sale.refresh_from_db()
    assert (sale.stall_day, sale.participant, sale.sold_on, sale.amount) == (
        stall_day,
        participant,
        stall_day.day_on,
        250_000,
    )
    assert (at_once, reached, has_reached_marketing(participant)) == (written_by == "staff", True, False)
    assert (sale.voided_by, sale.void_reason) == (staff, "Salah lapak")
    assert participant.stage_events.order_by("-id").first().reason == "Penjualan di bazar dibatalkan: Salah lapak"


def test_ones_own_takings_are_shown_at_once_and_counted_when_checked(client):
    stall_day, staff = standing_at_a_stall(), make_user("staff")
    participant = stall_day.application.participant

    written = write(client, participant.user, stall_day).content.decode()
    client.force_login(staff)
    listed = client.get(reverse("bazaars:draws-manage", args=[stall_day.bazaar_id])).content.decode()
    announced = client.get(reverse("bazaars:bazaars-detail", args=[stall_day.bazaar_id])).content.decode()
    sale = StallSale.objects.get()
    done = check(client, staff, sale).content.decode()
    client.force_login(participant.user)
    after = client.get(reverse("bazaars:applications-mine")).content.decode()

    sale.refresh_from_db()
    assert "dicatat sendiri, menunggu pemeriksaan" in written
    assert reverse("bazaars:sales-check", args=[sale.pk]) in listed
    assert "1 catatan penjualan menunggu pemeriksaan" in announced
    assert "sudah diperiksa, dan dihitung" in done
    assert reverse("bazaars:sales-check", args=[sale.pk]) not in done
    assert "dicatat sendiri, diperiksa" in after
    assert (sale.checked_by, sale.is_own_entry) == (staff, True)
    assert AccessLog.objects.filter(act="change").count() == 1


def test_nobody_checks_or_corrects_their_own_takings(client):
    staff = make_user("staff")
    stall_day = make_stall_day(make_application(make_bazaar(days=(-1, 1)), make_registered(user=staff)))
    write(client, staff, stall_day)
    sale = StallSale.objects.get()

    refused = check(client, staff, sale).content.decode()

    sale.refresh_from_db()
    assert "tidak boleh diperiksa sendiri" in refused
    assert "Menunggu pemeriksaan</h2>" not in refused
    assert sale.awaits_check
    change = client.get(reverse("admin:bazaars_stallsale_change", args=[sale.pk]))
    assert 'name="_save"' not in change.content.decode()


def test_an_entry_of_oneself_in_the_admin_waits_too(client):
    staff = make_user("staff")
    stall_day = make_stall_day(make_application(make_bazaar(days=(-1, 1)), make_registered(user=staff)))

    send(client, staff, **filled(stall_day.bazaar, stall_day.application.participant))

    assert StallSale.objects.get().awaits_check


@pytest.mark.parametrize(("role", "status"), [("mentor", 403), ("officer", 403), ("province", 403), (None, 403)])
def test_only_sudin_staff_of_the_place_check_takings(client, role, status):
    stall_day = standing_at_a_stall()
    write(client, stall_day.application.participant.user, stall_day)

    answer = check(client, make_user(role), StallSale.objects.get())
    elsewhere = check(client, make_user("staff", region=TIMUR), StallSale.objects.get())

    assert (answer.status_code, elsewhere.status_code) == (status, 404)
    assert StallSale.objects.get().awaits_check


def test_in_a_sequential_year_takings_wait_for_the_steps_before(client):
    year = make_year(order="sequential")
    stall_day = standing_at_a_stall(year=year)
    participant, staff = stall_day.application.participant, make_user("staff")
    identity.check(participant, by=make_user("officer"), place=IdentityCheck.Place.DESK)

    write(client, staff, stall_day)
    waits = has_reached_marketing(participant)
    evidence.make_attendance(participant, in_days(-40))
    evidence.make_note(participant, in_days(-30), done_on=in_days(-20))
    evidence.make_note(participant, in_days(-15))
    evidence.make_licence(participant, in_days(-10))
    journeys.refresh([participant.pk])
    reached = has_reached_marketing(participant)
    void(client, staff, StallSale.objects.get())

    assert (waits, reached, has_reached_marketing(participant)) == (False, True, False)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "Isi penjualan hari itu, misalnya 1.250.000."),
        ("0", "Isi penjualan lebih dari Rp 0."),
        ("-5", "Jumlah tidak boleh kurang dari nol"),
        ("12,5", "Tulis rupiah utuh tanpa koma atau sen, misalnya 1.250.000."),
        ("9" * 15, "Jumlah ini terlalu besar"),
    ],
)
def test_takings_are_whole_rupiah(client, amount, sentence):
    page = write(client, make_user("staff"), standing_at_a_stall(), amount)

    assert sentence in page.content.decode()
    assert not StallSale.objects.exists()


@pytest.mark.parametrize("typed", ["250.000", "Rp 250.000", "250rb", "0,25 juta"])
def test_takings_are_read_as_people_write_them_and_shown_back_in_words(client, typed):
    page = write(client, make_user("staff"), standing_at_a_stall(), typed)

    assert StallSale.objects.get().amount == 250_000
    assert "Rp 250.000 (dua ratus lima puluh ribu rupiah)" in page.content.decode()


def test_the_admin_shows_back_the_takings_it_understood(client):
    bazaar, participant = make_bazaar(days=(-2, 0)), make_registered()

    send(client, make_user("staff"), **filled(bazaar, participant, amount="1,5jt"))
    page = client.get(reverse("admin:bazaars_stallsale_changelist"))

    assert StallSale.objects.get().amount == 1_500_000
    assert "Rp 1.500.000 (satu juta lima ratus ribu rupiah)" in page.content.decode()


def test_takings_are_written_once_and_again_only_after_the_first_was_voided(client):
    stall_day, staff = standing_at_a_stall(), make_user("staff")

    write(client, staff, stall_day)
    twice = write(client, staff, stall_day, "300000")
    void(client, staff, StallSale.objects.get())
    write(client, staff, stall_day, "300000")

    assert "sudah dicatat" in twice.content.decode()
    assert list(StallSale.objects.standing().values_list("amount", flat=True)) == [300_000]
    assert StallSale.objects.count() == 2


def test_the_database_holds_one_entry_per_stall_day():
    stall_day = standing_at_a_stall()
    words = {"bazaar": stall_day.bazaar, "stall_day": stall_day, "sold_on": stall_day.day_on, "amount": 1}
    StallSale.objects.create(participant=stall_day.application.participant, **words)

    with pytest.raises(IntegrityError), transaction.atomic():
        StallSale.objects.create(participant=make_participant(), **words)


def test_takings_of_a_day_to_come_are_not_written(client):
    page = write(client, make_user("staff"), standing_at_a_stall(days=(2, 3)))

    assert "Penjualan dicatat mulai" in page.content.decode()
    assert not StallSale.objects.exists()


def test_a_released_stall_is_not_there(client):
    stall_day, staff = standing_at_a_stall(), make_user("staff")
    stall_day.bazaar.stall_days.update(released_at=stall_day.given_at, release_reason="Pelamar mundur")

    assert write(client, staff, stall_day).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("mentor", 404), ("officer", 404), ("staff", 200), ("province", 404), ("auditor", 404), (None, 404)],
)
def test_takings_are_written_by_sudin_staff_and_who_stood_there(client, role, status):
    assert write(client, make_user(role), standing_at_a_stall()).status_code == status


def test_a_stall_of_another_kota_is_not_there(client):
    far = make_stall_day(make_application(make_bazaar(days=(-1, 0), kecamatan=CAKUNG), make_participant()))
    sale, staff = make_sale(far.bazaar, far.application.participant), make_user("staff")

    assert write(client, staff, far).status_code == 404
    assert void(client, staff, sale).status_code == 404


def test_a_void_needs_a_reason_and_is_not_for_ones_own_takings(client):
    staff = make_user("staff")
    own = make_sale(make_bazaar(days=(-1, 0)), make_participant(user=staff))

    silent, self_made = void(client, staff, own, reason=" "), void(client, staff, own)

    assert "Tulis alasan pembatalan" in silent.content.decode()
    assert "tidak boleh dibatalkan sendiri" in self_made.content.decode()
    assert StallSale.objects.standing().count() == 1


def test_who_wrote_for_somebody_else_stands_in_the_access_log(client):
    stall_day, staff = standing_at_a_stall(), make_user("staff")

    write(client, staff, stall_day)

    logged = AccessLog.objects.get(act="change")
    assert (logged.actor, logged.act, logged.subject_id) == (staff, "change", stall_day.application.participant_id)


def test_an_entry_in_the_admin_belongs_to_the_stall_of_that_day(client):
    stall_day, staff = standing_at_a_stall(), make_user("staff")

    send(client, staff, **filled(stall_day.bazaar, stall_day.application.participant))

    sale = StallSale.objects.get()
    assert (sale.stall_day, sale.recorded_by) == (stall_day, staff)


@pytest.mark.parametrize("act", ["check", "void"])
def test_every_act_on_takings_holds_the_person_before_the_row(act):
    """Two acts that take the same two locks in different orders would wait for each other for ever."""
    sale, by = make_sale(make_bazaar(days=(-2, 0))), make_user("staff")

    with CaptureQueriesContext(connection) as asked:
        sales.check(sale, by=by) if act == "check" else sales.void(sale, by=by, reason="Salah lapak")

    texts = [query["sql"] for query in asked if '"bazaars_stallsale"' in query["sql"] or "participant" in query["sql"]]
    held = next(i for i, sql in enumerate(texts) if 'FROM "people_participant" WHERE' in sql)
    touched = next(i for i, sql in enumerate(texts) if '"bazaars_stallsale"' in sql)
    assert held < touched
