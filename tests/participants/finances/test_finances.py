"""The book of months: kept by the person and the mentor, read by Sudin staff for a reason."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.finances import actions as finances
from participants.finances.actions import months_until
from participants.finances.models import MonthlyStatement
from tests.carried import post
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import JATINEGARA, TIMUR
from tests.factories.years import make_year
from tests.participants.permits.test_permits import make_checked, stages_of
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

FIGURES = {"sales": 3_000_000, "costs": 1_750_000}


def month(back=0):
    return months_until(today())[back]


def book_of(person, rest=""):
    return f"/buku/{person.registration_number}/{rest}"


def sheet(**changes):
    return {"month_on": month().isoformat(), "sales": "3.000.000", "costs": "Rp 1.750.000,-"} | changes


# --- The rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_pelaporan_is_reached_and_lost_by_the_months_alone(order):
    make_year(order=order)
    owner = make_user()
    person = make_checked(user=owner)
    if order == "sequential":
        evidence.make_attendance(person, dt.date(2026, 1, 20))
        evidence.make_note(person, dt.date(2026, 2, 1), done_on=dt.date(2026, 2, 10))
        evidence.make_note(person, dt.date(2026, 2, 10))
        evidence.make_licence(person, dt.date(2026, 2, 11))
        evidence.make_sale(person, dt.date(2026, 2, 12))
    for back in (0, 1):
        finances.add(person, by=owner, month_on=month(back), **FIGURES)
    before = stages_of(person)

    third = finances.add(person, by=owner, month_on=month(2), **FIGURES)
    with_it = stages_of(person)
    finances.void(third, by=owner, reason="Salah bulan, 3 juta itu milik adik")

    assert "pelaporan" not in before
    assert "pelaporan" in with_it
    assert stages_of(person) == with_it - {"pelaporan"}
    assert person.stage_events.last().reason == "Laporan keuangan dibatalkan."


def test_months_too_far_apart_are_not_enough():
    owner = make_user()
    person = make_checked(user=owner)

    for back in (0, 1, 6):
        finances.add(person, by=owner, month_on=month(back), **FIGURES)

    assert "pelaporan" not in stages_of(person)


def test_a_month_is_handed_in_once_and_other_figures_are_a_correction():
    owner = make_user()
    person = make_checked(user=owner)
    first = finances.add(person, by=owner, month_on=month(), **FIGURES)

    for figures in (FIGURES, {"sales": 1, "costs": 1}):
        with pytest.raises(ValidationError, match="sudah dicatat; betulkan"):
            finances.add(person, by=owner, month_on=month(), **figures)
    finances.correct(first, by=owner, sales=10, costs=20)

    row = MonthlyStatement.objects.get()
    assert (row.sales, row.costs, row.profit, row.submitted_on) == (10, 20, -10, today())


def test_a_month_taken_back_is_handed_in_anew():
    owner = make_user()
    person = make_checked(user=owner)
    first = finances.add(person, by=owner, month_on=month(), **FIGURES)
    finances.void(first, by=owner, reason="Salah orang")

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        finances.correct(first, by=owner, **FIGURES)
    second = finances.add(person, by=owner, month_on=month(), **FIGURES)

    assert list(MonthlyStatement.objects.standing()) == [second]
    assert MonthlyStatement.objects.count() == 2


def test_a_month_that_has_not_begun_is_refused():
    owner = make_user()
    next_month = (month() + dt.timedelta(days=32)).replace(day=1)

    with pytest.raises(ValidationError, match="belum mulai"):
        finances.add(make_checked(user=owner), by=owner, month_on=next_month, **FIGURES)


def test_the_months_offered_run_back_over_the_year():
    assert months_until(dt.date(2026, 2, 28))[:4] == [
        dt.date(2026, 2, 1),
        dt.date(2026, 1, 1),
        dt.date(2025, 12, 1),
        dt.date(2025, 11, 1),
    ]


# --- The pages ------------------------------------------------------------------------------------------


def test_the_owner_keeps_the_book_without_being_logged(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)

    body = client.post(book_of(person, "bulan/"), sheet(), follow=True).content.decode()

    assert "Laporan bulan itu tersimpan. Penjualan sebulan: Rp 3.000.000 (tiga juta rupiah); Biaya sebulan:" in body
    assert all(text in body for text in ("Rp 3.000.000", "Rp 1.750.000", "Rp 1.250.000"))
    assert MonthlyStatement.objects.get().submitted_on == today()
    assert book_of(person) in client.get(f"/perjalanan/{person.registration_number}/").content.decode()
    assert AccessLog.objects.count() == 0


def test_the_mentor_keeps_it_too_and_is_written_down(signed_in):
    client = signed_in("mentor")
    person = make_checked(mentor=client.user)

    body = client.post(book_of(person, "bulan/"), sheet(), follow=True).content.decode()

    assert "Rp 1.250.000" in body
    assert list(AccessLog.objects.values_list("act", flat=True).order_by("id")) == ["change", "open"]
    assert book_of(person) in client.get(f"/peserta/{person.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"month_on": ""}, "Pilih bulan yang dilaporkan"),
        ({"month_on": "2099-01-01"}, "bulan yang belum mulai"),
        ({"month_on": "kemarin"}, "Pilih bulan dari daftar"),
        ({"sales": ""}, "Isi jumlah penjualan"),
        ({"sales": "-5"}, "kurang dari nol"),
        ({"costs": "kira-kira sejuta"}, "misalnya 1.250.000"),
        ({"costs": "1250,50"}, "rupiah utuh"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept_on_the_page(signed_in, changes, sentence):
    owner = make_user()
    person = make_checked(user=owner)

    client = signed_in(owner)
    body = shown_again(client, client.post(book_of(person, "bulan/"), sheet(**changes))).content.decode()

    assert sentence in body
    assert MonthlyStatement.objects.count() == 0


def test_figures_are_put_right_on_their_own_page(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)
    row = evidence.make_statement(person, month())

    asked = client.get(f"/buku/bulan/{row.pk}/betulkan/").content.decode()
    body = post(
        client, f"/buku/bulan/{row.pk}/betulkan/", {"sales": "1.000.000", "costs": "1.500.000"}, follow=True
    ).content.decode()

    assert 'value="3.000.000"' in asked
    assert "−Rp 500.000" in body


def test_sudin_staff_read_it_once_they_said_why(signed_in):
    person = make_checked()
    evidence.make_statement(person, month())
    client = signed_in("staff")

    asked = client.get(book_of(person)).content.decode()
    opened = client.post(book_of(person), {"reason": "Pemeriksaan bantuan 2026"}).content.decode()

    assert "3.000.000" not in asked
    assert person.name not in asked
    assert "Rp 3.000.000" in opened
    assert "Catat bulan" not in opened
    log = AccessLog.objects.get()
    assert (log.actor, log.act, log.reason) == (client.user, "open", "Pemeriksaan bantuan 2026")


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        ("officer", {}),
        ("province", {}),
        ("official", {}),
        ("auditor", {}),
        ("privacy", {}),
        ("mentor", {}),
        (None, {}),
        ("staff", {"region": TIMUR}),
    ],
)
def test_nobody_else_learns_that_there_is_a_book(signed_in, who, fields):
    person, client = make_checked(), signed_in(who, **fields)
    row = evidence.make_statement(person, month())

    answers = [client.get(book_of(person)), client.post(book_of(person), {"reason": "ingin tahu saja"})]
    answers += [client.get(f"/buku/bulan/{row.pk}/{act}/") for act in ("betulkan", "batal")]
    answers += [client.post(book_of(person, "bulan/"), sheet())]

    assert {answer.status_code for answer in answers} == {404}
    assert MonthlyStatement.objects.standing().get().sales == 3_000_000
    assert AccessLog.objects.count() == 0


def test_staff_read_and_do_not_write(signed_in):
    person, client = make_checked(), signed_in("staff")
    row = evidence.make_statement(person, month())

    assert client.post(book_of(person, "bulan/"), sheet(month_on=month(1).isoformat())).status_code == 404
    assert client.post(f"/buku/bulan/{row.pk}/betulkan/", {"sales": "1", "costs": "1"}).status_code == 404
    assert client.post(f"/buku/bulan/{row.pk}/batal/", {"reason": "tidak percaya"}).status_code == 404
    assert MonthlyStatement.objects.standing().get().sales == 3_000_000


def test_the_admin_shows_that_months_were_handed_in_and_no_figures(signed_in):
    row = evidence.make_statement(make_participant(), month())
    client = signed_in("staff")

    pages = [
        client.get(f"/admin/finances/monthlystatement/{rest}").content.decode() for rest in ("", f"{row.pk}/change/")
    ]

    assert not any(figure in page for page in pages for figure in ("3000000", "3.000.000", "1800000", "1.800.000"))
    assert book_of(row.participant) in pages[1]


def test_the_person_s_page_leads_to_the_book_only_those_who_may_read_it(signed_in):
    person, stranger = make_checked(), make_checked(kelurahan=JATINEGARA)

    assert book_of(person) in signed_in("staff").get(f"/peserta/{person.pk}/").content.decode()
    assert book_of(person) not in signed_in("officer").get(f"/peserta/{person.pk}/").content.decode()
    assert signed_in("staff").get(book_of(stranger)).status_code == 404


def test_the_book_costs_the_same_for_one_month_and_for_three(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)
    evidence.make_statement(person, month())
    client.get(book_of(person))
    with CaptureQueriesContext(connection) as one:
        client.get(book_of(person))
    for back in (1, 2):
        evidence.make_statement(person, month(back))

    with CaptureQueriesContext(connection) as three:
        response = client.get(book_of(person))

    assert len(response.context["statements"]) == 3
    assert len(one) == len(three)
