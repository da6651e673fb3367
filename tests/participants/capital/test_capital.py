"""Requests for capital: applied, paid out, refused, or not wanted; Permodalan follows the money alone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.capital import actions as capital
from participants.capital.models import CapitalApplication
from participants.journey.actions import journeys
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import TIMUR
from tests.factories.years import make_year
from tests.participants.permits.test_permits import make_checked, stages_of
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 5, 1)
ASKED = {"state": "applied", "lender": "Koperasi Cempaka", "amount": 7_000_000, "reason": ""}
PAID = {"state": "disbursed", "amount": 5_000_000, "disbursed_on": DAY, "reason": ""}
REFUSED = {"state": "refused", "amount": None, "disbursed_on": None, "reason": "Belum ada NIB"}
UNWILLING = {"state": "not_wanted", "amount": None, "disbursed_on": None, "reason": "Takut berutang"}


def list_of(person, rest=""):
    return f"/modal/{person.registration_number}/{rest}"


def sheet(**changes):
    return {"state": "applied", "lender": "Koperasi Cempaka", "amount": "7.000.000", "reason": ""} | changes


# --- The rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_permodalan_is_reached_and_lost_by_the_money_alone(order):
    make_year(order=order)
    owner, mentor = make_user(), make_user("mentor")
    person = make_checked(user=owner, mentor=mentor)
    if order == "sequential":
        evidence.make_attendance(person, dt.date(2026, 1, 20))
        evidence.make_note(person, dt.date(2026, 2, 1), done_on=dt.date(2026, 2, 10))
        evidence.make_note(person, dt.date(2026, 2, 10))
        evidence.make_licence(person, dt.date(2026, 2, 11))
        evidence.make_sale(person, dt.date(2026, 2, 12))
        for number in (1, 2, 3):
            evidence.make_statement(person, dt.date(2026, number, 1))
    application = capital.add(person, by=owner, **ASKED)
    journeys.refresh([person.pk])
    before = stages_of(person)

    capital.decide(application, by=owner, **PAID)
    unchecked = stages_of(person)
    capital.check(application, by=mentor)
    with_it = stages_of(person)
    capital.void(application, by=owner, reason="Uang 5 juta itu milik adik")

    assert "permodalan" not in before | unchecked
    assert "permodalan" in with_it
    assert stages_of(person) == with_it - {"permodalan"}
    assert person.stage_events.last().reason == "Catatan permodalan dibatalkan."


def test_what_the_mentor_tells_needs_no_second_check():
    owner, mentor = make_user(), make_user("mentor")
    person = make_checked(user=owner, mentor=mentor)

    capital.decide(capital.add(person, by=owner, **ASKED), by=mentor, **PAID)

    assert not CapitalApplication.objects.get().awaits_check
    assert "permodalan" in stages_of(person)


def test_nobody_checks_their_own_entry():
    owner = make_user("staff")
    person = make_checked(user=owner, mentor=owner)
    application = capital.decide(capital.add(person, by=owner, **ASKED), by=owner, **PAID)

    with pytest.raises(ValidationError, match="tidak boleh diperiksa sendiri"):
        capital.check(application, by=owner)

    assert CapitalApplication.objects.get().awaits_check
    assert not CapitalApplication.objects.checkable_by(owner).exists()


def test_what_was_taken_back_is_not_checked():
    owner = make_user()
    application = capital.decide(capital.add(make_checked(user=owner), by=owner, **ASKED), by=owner, **PAID)
    capital.void(application, by=owner, reason="Salah orang")

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        capital.check(application, by=make_user("mentor"))


def test_who_checked_an_own_entry_first_stays_who_checked_it():
    owner, first = make_user(), make_user("mentor")
    application = capital.decide(capital.add(make_checked(user=owner), by=owner, **ASKED), by=owner, **PAID)
    capital.check(application, by=first)
    checked_at = CapitalApplication.objects.get().checked_at

    capital.check(application, by=make_user("staff"))

    row = CapitalApplication.objects.get()
    assert (row.checked_by, row.checked_at) == (first, checked_at)


@pytest.mark.parametrize("outcome", [REFUSED, UNWILLING])
def test_an_end_without_money_is_recorded_and_reaches_nothing(outcome):
    owner = make_user()
    person = make_checked(user=owner)
    application = capital.add(person, by=owner, **ASKED)

    capital.decide(application, by=owner, **outcome)

    row = CapitalApplication.objects.get()
    assert (row.state, row.reason, row.amount) == (outcome["state"], outcome["reason"], 7_000_000)
    assert "permodalan" not in stages_of(person)


@pytest.mark.parametrize("first", [PAID, REFUSED, UNWILLING])
@pytest.mark.parametrize("second", [PAID, REFUSED, UNWILLING])
def test_an_ended_application_ends_once(first, second):
    owner = make_user()
    application = capital.add(make_checked(user=owner), by=owner, **ASKED)
    capital.decide(application, by=owner, **first)

    if first is second:
        capital.decide(application, by=owner, **second)
    else:
        with pytest.raises(ValidationError, match="Hasil pengajuan ini sudah tercatat"):
            capital.decide(application, by=owner, **second)

    assert CapitalApplication.objects.get().state == first["state"]


@pytest.mark.parametrize(
    "shown", [ASKED, {"state": "not_wanted", "lender": "", "amount": None, "reason": "Takut berutang"}]
)
def test_what_stands_there_already_is_shown_and_not_taken_for_a_second_press(shown):
    owner = make_user()
    person = make_checked(user=owner)
    capital.add(person, by=owner, **shown)

    with pytest.raises(ValidationError, match=r"belum ada hasilnya|sudah tercatat"):
        capital.add(person, by=owner, **shown)

    assert CapitalApplication.objects.count() == 1


def test_a_second_application_to_the_same_lender_waits_for_the_first():
    owner = make_user()
    person = make_checked(user=owner)
    first = capital.add(person, by=owner, **ASKED)

    with pytest.raises(ValidationError, match="catat hasilnya dulu"):
        capital.add(person, by=owner, **ASKED | {"amount": 9_000_000, "lender": "koperasi cempaka"})
    capital.decide(first, by=owner, **REFUSED)
    capital.add(person, by=owner, **ASKED)

    assert list(CapitalApplication.objects.values_list("state", flat=True)) == ["applied", "refused"]


@pytest.mark.parametrize("state", ["disbursed", "refused"])
def test_nothing_begins_with_its_end(state):
    owner = make_user()

    with pytest.raises(ValidationError, match="Catat pengajuannya dulu"):
        capital.add(make_checked(user=owner), by=owner, **ASKED | {"state": state, "reason": "x"})


def test_what_was_taken_back_is_not_decided():
    owner = make_user()
    application = capital.add(make_checked(user=owner), by=owner, **ASKED)
    capital.void(application, by=owner, reason="Salah orang")

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        capital.decide(application, by=owner, **PAID)


# --- The pages ------------------------------------------------------------------------------------------


def test_the_owner_applies_and_tells_how_it_ended(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)

    page = client.post(list_of(person, "baru/"), sheet(), follow=True).content.decode()
    row = CapitalApplication.objects.get()
    decided = {"state": "disbursed", "amount": "Rp 5.000.000,-", "disbursed_on": DAY.isoformat(), "reason": ""}
    after = client.post(f"/modal/{row.pk}/hasil/", decided, follow=True).content.decode()

    assert "diajukan" in page
    assert f"/modal/{row.pk}/hasil/" in page
    assert all(text in after for text in ("cair", "Rp 5.000.000", "1 Mei 2026", "menunggu pemeriksaan"))
    assert "/periksa/" not in after
    assert "permodalan" not in stages_of(person)
    assert list_of(person) in client.get(f"/perjalanan/{person.registration_number}/").content.decode()
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("who", ["mentor", "staff"])
def test_mentor_and_sudin_staff_check_what_the_owner_entered(signed_in, who):
    owner, client = make_user(), signed_in(who)
    person = make_checked(user=owner, mentor=client.user if who == "mentor" else None)
    row = capital.decide(capital.add(person, by=owner, **ASKED), by=owner, **PAID)

    listed = client.post(list_of(person), {"reason": "Memeriksa pencairan"}).content.decode()
    checked = client.post(f"/modal/{row.pk}/periksa/", follow=True)
    again = client.post(f"/modal/{row.pk}/periksa/")

    row.refresh_from_db()
    assert f"/modal/{row.pk}/periksa/" in listed
    assert "Pencairan sudah diperiksa" in checked.content.decode()
    assert (row.checked_by, row.awaits_check, again.status_code) == (client.user, False, 404)
    assert "permodalan" in stages_of(person)
    assert AccessLog.objects.filter(act="change", actor=client.user, subject_id=person.pk).count() == 1


@pytest.mark.parametrize(("who", "desk"), [("mentor", "/pendampingan/"), ("staff", "/peserta/tugas/")])
def test_what_waits_for_a_check_stands_on_the_desk_of_those_who_check(signed_in, who, desk):
    client = signed_in(who)
    fields = {"mentor": client.user} if who == "mentor" else {}
    person, calm = (make_checked(user=make_user(), **fields) for _ in range(2))
    row = capital.decide(capital.add(person, by=person.user, **ASKED), by=person.user, **PAID)
    capital.add(calm, by=calm.user, **ASKED)

    before = client.get(desk).content.decode()
    capital.check(row, by=client.user)
    after = client.get(desk).content.decode()

    assert "Pencairan menunggu pemeriksaan" in before
    assert list_of(person) in before
    assert list_of(calm) not in before
    assert "Pencairan menunggu pemeriksaan" not in after


@pytest.mark.parametrize(
    ("who", "fields"), [("officer", {}), ("province", {}), ("mentor", {}), ("staff", {"region": TIMUR})]
)
def test_nobody_else_checks_it(signed_in, who, fields):
    owner = make_user()
    person = make_checked(user=owner)
    row = capital.decide(capital.add(person, by=owner, **ASKED), by=owner, **PAID)

    answers = [signed_in(user, **more).post(f"/modal/{row.pk}/periksa/") for user, more in ((who, fields), (owner, {}))]

    assert {answer.status_code for answer in answers} == {404}
    assert CapitalApplication.objects.get().awaits_check


def test_the_mentor_writes_and_is_written_down(signed_in):
    client = signed_in("mentor")
    person = make_checked(mentor=client.user)

    body = client.post(
        list_of(person, "baru/"), {"state": "not_wanted", "reason": "Takut berutang"}, follow=True
    ).content.decode()

    assert "tidak berminat" in body
    assert "Takut berutang" in body
    assert list(AccessLog.objects.values_list("act", flat=True).order_by("id")) == ["change", "open"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": ""}, "Pilih salah satu"),
        ({"state": "disbursed"}, "Pilih salah satu dari daftar"),
        ({"lender": ""}, "Isi nama bank"),
        ({"amount": ""}, "lebih dari nol"),
        ({"amount": "0"}, "lebih dari nol"),
        ({"amount": "-5"}, "kurang dari nol"),
        ({"amount": "lima juta"}, "misalnya 1.250.000"),
        ({"state": "not_wanted"}, "Isi alasannya"),
    ],
)
def test_an_application_that_is_not_complete_is_refused(signed_in, changes, sentence):
    owner = make_user()
    client = signed_in(owner)
    answer = client.post(list_of(make_checked(user=owner), "baru/"), sheet(**changes))
    body = shown_again(client, answer).content.decode()

    assert sentence in body
    assert CapitalApplication.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": ""}, "lebih dari nol"),
        ({"disbursed_on": ""}, "Isi tanggal dananya cair"),
        ({"disbursed_on": "2099-01-01"}, "belum tiba"),
        ({"disbursed_on": "2026-02-31"}, "tidak ada di kalender"),
        ({"state": "refused"}, "Isi alasannya"),
        ({"state": "not_wanted"}, "Isi alasannya"),
    ],
)
def test_an_outcome_that_is_not_complete_is_refused(signed_in, changes, sentence):
    owner = make_user()
    row = capital.add(make_checked(user=owner), by=owner, **ASKED)
    shown = {"state": "disbursed", "amount": "5.000.000", "disbursed_on": today().isoformat(), "reason": ""} | changes

    client = signed_in(owner)
    body = shown_again(client, client.post(f"/modal/{row.pk}/hasil/", shown)).content.decode()

    assert sentence in body
    assert CapitalApplication.objects.get().state == "applied"


def test_sudin_staff_read_it_once_they_said_why_and_do_not_write(signed_in):
    person, client = make_checked(), signed_in("staff")
    row = evidence.make_disbursement(person, DAY, amount=7_654_000)

    asked = client.get(list_of(person)).content.decode()
    opened = client.post(list_of(person), {"reason": "Pemeriksaan bantuan 2026"}).content.decode()

    assert "7.654.000" not in asked
    assert "Rp 7.654.000" in opened
    assert "/baru/" not in opened
    assert AccessLog.objects.get().reason == "Pemeriksaan bantuan 2026"
    assert client.post(list_of(person, "baru/"), sheet()).status_code == 404
    assert client.post(f"/modal/{row.pk}/batal/", {"reason": "tidak percaya"}).status_code == 404
    assert CapitalApplication.objects.standing().get() == row


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
def test_nobody_else_learns_of_it(signed_in, who, fields):
    person, client = make_checked(), signed_in(who, **fields)
    row = evidence.make_disbursement(person, DAY)

    answers = [client.get(list_of(person)), client.post(list_of(person), {"reason": "ingin tahu saja"})]
    answers += [client.post(list_of(person, "baru/"), sheet())]
    answers += [client.get(f"/modal/{row.pk}/{act}/") for act in ("hasil", "batal")]

    assert {answer.status_code for answer in answers} == {404}
    assert AccessLog.objects.count() == 0


def test_the_admin_shows_how_it_ended_and_no_amounts(signed_in):
    row = evidence.make_disbursement(make_participant(), DAY, amount=7_654_000)
    client = signed_in("staff")

    pages = [
        client.get(f"/admin/capital/capitalapplication/{rest}").content.decode() for rest in ("", f"{row.pk}/change/")
    ]

    assert not any(secret in page for page in pages for secret in ("7654000", "7.654.000", "Koperasi Cempaka"))
    assert list_of(row.participant) in pages[1]


def test_the_list_costs_the_same_for_one_and_for_three(signed_in):
    owner = make_user()
    person, client = make_checked(user=owner), signed_in(owner)
    evidence.make_disbursement(person, DAY)
    client.get(list_of(person))
    with CaptureQueriesContext(connection) as one:
        client.get(list_of(person))
    for _ in range(2):
        evidence.make_disbursement(person, DAY)

    with CaptureQueriesContext(connection) as three:
        response = client.get(list_of(person))

    assert len(response.context["applications"]) == 3
    assert len(one) == len(three)
