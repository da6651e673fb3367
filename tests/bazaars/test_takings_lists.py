"""Takings come in by the list of a bazaar as evidence; what the owner entered is never changed by it."""

import datetime as dt

import pytest

from bazaars.actions import sales
from bazaars.models import Bazaar, StallSale
from okoce.clock import now, today
from okoce.formats import rupiah
from participants.imports.built_on import AGAIN
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import
from participants.journey.actions import journeys
from tests.factories.bazaars import make_application, make_bazaar, make_sale, make_stall_day
from tests.factories.people import make_user
from tests.factories.places import CAKUNG
from tests.participants.fact_lists import listed
from tests.participants.fact_lists.listed import found, make_checked, said, undone
from tests.participants.imports.uploading import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_user("staff")


@pytest.fixture
def bazaar(staff):
    return make_bazaar(days=(-4, -2))


@pytest.fixture
def person(staff):
    return make_checked(name="Contoh Melati", registered_at=now() - dt.timedelta(days=60))


def row(person, bazaar, amount="1.250.000", **more):
    return {
        "Nomor OK OCE": person.registration_number,
        "Nama": person.name,
        "Nama Bazar": bazaar.name.upper(),
        "Tanggal": f"{bazaar.starts_on:%d/%m/%Y}",
        "Omzet": amount,
    } | more


def uploaded(*rows, by):
    return listed.uploaded(ListKind.TAKINGS, *rows, by=by)


def test_takings_are_kept_at_the_stall_of_that_day_and_count(staff, bazaar, person):
    stall_day = make_stall_day(make_application(bazaar, person))

    item = confirmed(uploaded(row(person, bazaar, "Rp 1,25 juta"), by=staff), staff)

    sale = StallSale.objects.counting().get()
    assert found(item.counts) == {"new": 1}
    assert (sale.participant, sale.stall_day, sale.amount, sale.recorded_by) == (person, stall_day, 1_250_000, staff)
    assert [fact.amount for fact in journeys.collect([person.pk])[person.pk] if fact.kind == "sale"] == [1_250_000]
    assert not journeys.tally_differences()
    assert found(uploaded(row(person, bazaar), by=staff).counts) == {"same": 1}


def test_each_verdict_has_its_row_and_they_add_up(staff, bazaar, person):
    same, changed = make_checked(name="Contoh Dahlia"), make_checked(name="Contoh Kenanga")
    for each in (same, changed):
        each.registered_at = person.registered_at
        each.save(update_fields=["registered_at"])
        make_sale(bazaar, each)

    item = uploaded(
        row(person, bazaar),
        row(same, bazaar, "250000"),
        row(changed, bazaar, "300000"),
        row(person, bazaar, **{"Nomor OK OCE": "UJI-999999"}),
        row(person, bazaar, "banyak", Tanggal=f"{bazaar.ends_on:%d/%m/%Y}"),
        {"Nomor OK OCE": "JUMLAH", "Omzet": "5"},
        by=staff,
    )

    assert item.counts == dict.fromkeys(("new", "same", "update", "hold", "reject", "skip"), 1)
    assert sum(item.counts.values()) == item.rows_total
    (change,) = next(line["changes"] for line in item.report["rows"] if line["verdict"] == "update")
    assert (change["before"], change["after"]) == (rupiah(250_000), rupiah(300_000))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Nama Bazar": ""}, "Isi nama bazarnya"),
        ({"Nama Bazar": "Pasar Malam"}, "tulis salah satu dari “Bazar Kembang”"),
        ({"Tanggal": ""}, "Isi hari penjualannya"),
        ({"Omzet": "-"}, "Isi penjualan hari itu"),
        ({"Omzet": "0"}, "lebih dari Rp 0"),
        ({"Omzet": "1250000,75"}, "tanpa koma"),
        ({"Omzet": "90 miliar"}, "terlalu besar untuk sehari"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(staff, bazaar, person, cells, sentence):
    item = uploaded(row(person, bazaar, **cells), by=staff)

    assert not item.good_rows
    assert sentence in " ".join(said(item))


@pytest.mark.parametrize(("ahead", "sentence"), [(4, "belum tiba"), (0, "di luar hari bazar")])
def test_a_day_that_cannot_be_is_refused(staff, bazaar, person, ahead, sentence):
    item = uploaded(row(person, bazaar, Tanggal=f"{today() + dt.timedelta(days=ahead):%d/%m/%Y}"), by=staff)

    assert sentence in " ".join(said(item))


def test_a_bazaar_of_another_area_is_not_known(staff, bazaar, person):
    Bazaar.objects.update(kecamatan=CAKUNG)

    assert "tidak ada di wilayah Anda" in said(uploaded(row(person, bazaar), by=staff))[0]


def test_two_bazaars_of_one_name_on_one_day_are_held(staff, bazaar, person):
    make_bazaar(days=(-4, -3))

    assert "Dua bazar bernama sama" in said(uploaded(row(person, bazaar), by=staff))[0]


def test_who_had_no_stall_where_others_had_one_is_held(staff, bazaar, person):
    make_stall_day(make_application(bazaar))

    assert said(uploaded(row(person, bazaar), by=staff)) == [sales.NO_STALL]


def test_nobody_sold_before_they_registered(staff, bazaar):
    assert "sebelum pendaftaran" in said(uploaded(row(make_checked(), bazaar), by=staff))[0]


@pytest.mark.parametrize(
    ("is_checked", "amount", "verdict"),
    [(False, "250000", "hold"), (False, "300000", "hold"), (True, "300000", "hold"), (True, "250000", "same")],
)
def test_what_the_owner_entered_is_held_and_shown(staff, bazaar, person, is_checked, amount, verdict):
    sale = make_sale(bazaar, person)
    StallSale.objects.update(is_own_entry=True, checked_at=now() if is_checked else None, checked_by=staff)

    item = uploaded(row(person, bazaar, amount), by=staff)

    assert found(item.counts) == {verdict: 1}
    if verdict == "hold":
        assert f"sudah mencatat sendiri {rupiah(sale.amount)}" in said(item)[0]
        assert ("menunggu pemeriksaan" in said(item)[0]) is not is_checked


def test_an_own_entry_made_since_the_preview_is_not_changed(staff, bazaar, person):
    item = uploaded(row(person, bazaar), by=staff)
    make_sale(bazaar, person)
    StallSale.objects.update(is_own_entry=True)

    assert found(confirmed(item, staff).counts) == {"hold": 1}
    assert StallSale.objects.get().amount == 250_000


def test_doubles_within_a_file(staff, bazaar, person):
    other = make_checked(name="Contoh Dahlia", registered_at=person.registered_at)

    item = uploaded(
        row(person, bazaar), row(person, bazaar), row(other, bazaar), row(other, bazaar, "900000"), by=staff
    )

    assert found(item.counts) == {"new": 1, "reject": 1, "hold": 2}


def test_undoing_voids_what_was_new_and_writes_former_amounts_back(staff, bazaar, person):
    other = make_checked(name="Contoh Dahlia", registered_at=person.registered_at)
    known = make_sale(bazaar, other)
    item = confirmed(uploaded(row(person, bazaar), row(other, bazaar, "300000"), by=staff), staff)
    known.refresh_from_db()
    assert known.amount == 300_000

    assert undone(item, staff).undone == {"people": 1, "fields": 1, "kept": {}}

    known.refresh_from_db()
    assert known.amount == 250_000
    assert StallSale.objects.get(participant=person).void_reason
    assert not journeys.tally_differences()


def test_what_was_corrected_since_stays(staff, bazaar, person):
    item = confirmed(uploaded(row(person, bazaar), by=staff), staff)
    sales.correct(StallSale.objects.get(), amount=5, by=staff)

    assert undone(item, staff).undone["kept"] == {AGAIN: 1}


def test_only_sudin_brings_takings(bazaar, person):
    officer = make_user("officer")

    with pytest.raises(Exception, match="bukan wilayah tugas"):
        uploaded(row(person, bazaar), by=officer)
    assert not Import.objects.exists()


# --- The actions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sold_on": dt.date(2026, 1, 2)}, sales.NOT_A_DAY),
        ({"amount": 0}, sales.TOO_LITTLE),
        ({"amount": sales.MOST_IN_A_DAY + 1}, sales.TOO_MUCH),
    ],
)
def test_what_cannot_be_is_not_recorded(staff, bazaar, person, values, sentence):
    listed_values = {"bazaar": bazaar, "sold_on": bazaar.starts_on, "amount": 5} | values

    with pytest.raises(Exception, match=sentence):
        sales.record_listed(person, by=staff, **listed_values)


def test_nobody_records_or_corrects_their_own_takings(staff, bazaar):
    own = make_checked(user=staff, registered_at=now() - dt.timedelta(days=60))

    with pytest.raises(Exception, match=sales.OWN):
        sales.record_listed(own, bazaar=bazaar, sold_on=bazaar.starts_on, amount=5, by=staff)
    with pytest.raises(Exception, match=sales.OWN):
        sales.correct(make_sale(bazaar, own), amount=5, by=staff)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"is_own_entry": True}, sales.OWN_ENTRY),
        ({"voided_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "void_reason": "Salah"}, sales.VOIDED),
    ],
)
def test_own_entries_and_voided_takings_are_not_corrected(staff, bazaar, person, state, sentence):
    sale = make_sale(bazaar, person)
    StallSale.objects.update(**state)

    with pytest.raises(Exception, match=sentence):
        sales.correct(sale, amount=5, by=staff)
