"""An act on somebody's records happened neither in the future nor before it could: by form, by action, by database."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import today, wib_day
from participants.capital import actions as capital
from participants.finances import actions as finances
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from participants.permits import actions as permits
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

BEFORE = "sebelum pendaftaran peserta"


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def person(mentor):
    return make_participant(mentor=mentor, user=make_user())


def first_day(person):
    return wib_day(person.registered_at)


def note_of(person, mentor, met_on, **changes):
    shown = {"kind": "visit", "minutes": 30, "topics": ["books"], "text": "", "readers": "pair"}
    shown |= {"next_step": "", "next_step_due_on": None}
    return mentoring.record(person, by=mentor, met_on=met_on, **shown | changes)


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        act(*args, **kwargs)
    return " ".join(error.value.messages)


# --- Meetings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0206-11-20", "20 November 1926", "31/12/2016"])
def test_a_form_refuses_a_meeting_of_another_century(signed_in, person, mentor, typed):
    sheet = {"met_on": typed, "kind": "visit", "minutes": "30", "topics": ["books"], "readers": "pair"}

    client = signed_in(mentor)
    body = shown_again(client, client.post(f"/pendampingan/{person.pk}/catatan/", sheet)).content.decode()

    assert "Tanggal ini sebelum 1 Januari 2017; periksa tahunnya." in body
    assert not MentoringNote.objects.exists()


def test_a_meeting_was_not_before_the_registration(person, mentor):
    day = first_day(person)

    assert BEFORE in refused(note_of, person, mentor, day - dt.timedelta(days=1))
    assert note_of(person, mentor, day).met_on == day


def test_a_note_is_not_moved_before_the_registration(person, mentor):
    note = note_of(person, mentor, first_day(person))
    shown = {name: getattr(note, name) for name in mentoring.NOTE_FIELDS}

    early = shown | {"met_on": first_day(person) - dt.timedelta(days=1)}

    assert BEFORE in refused(mentoring.correct, note, by=mentor, **early)


def test_a_next_step_is_planned_within_a_year(person, mentor):
    furthest = today() + dt.timedelta(days=366)

    assert "lebih dari setahun lagi" in refused(
        note_of, person, mentor, today(), next_step="Buka rekening", next_step_due_on=furthest + dt.timedelta(days=1)
    )
    assert note_of(person, mentor, today(), next_step="Buka rekening", next_step_due_on=furthest).pk


# --- Papers and money ----------------------------------------------------------------------------------


def issue(person, issued_on):
    paper = {"number": "9120200000001", "issued_on": issued_on, "refusal_reason": ""}
    return permits.add(person, by=make_user("officer"), kind="nib", state="issued", **paper)


def test_a_licence_may_be_older_than_the_registration_but_not_than_its_grown_up_owner(person):
    seventeen = person.birth_on.replace(year=person.birth_on.year + 17)

    assert "belum berumur 17 tahun" in refused(issue, person, seventeen - dt.timedelta(days=1))
    assert issue(person, seventeen).issued_on == seventeen < first_day(person)


def test_the_admin_refuses_a_licence_of_a_child_and_reads_the_day_as_typed(signed_in, person):
    client = signed_in("officer")
    sheet = {"participant": person.pk, "kind": "nib", "state": "issued", "number": "9120200000001"}

    child = client.post("/admin/permits/licence/add/", sheet | {"issued_on": "1 Mei 1995"}).content.decode()
    client.post("/admin/permits/licence/add/", sheet | {"issued_on": "1 Mei 2015"})

    assert "belum berumur 17 tahun" in child
    assert Licence.objects.get().issued_on == dt.date(2015, 5, 1)


def test_money_came_after_the_registration(person, mentor):
    application = capital.add(person, by=mentor, state="applied", lender="Bank Uji", amount=5_000_000, reason="")
    paid = {"state": "disbursed", "amount": 5_000_000, "reason": ""}
    day = first_day(person)

    early = refused(capital.decide, application, by=mentor, disbursed_on=day - dt.timedelta(days=1), **paid)

    assert BEFORE in early
    assert capital.decide(application, by=mentor, disbursed_on=day, **paid).disbursed_on == day


def test_a_month_is_handed_in_within_two_years(person, mentor):
    oldest = finances.months_until(today())[-1]
    before = (oldest - dt.timedelta(days=1)).replace(day=1)

    assert "lebih dari 24 bulan lalu" in refused(finances.add, person, by=mentor, month_on=before, sales=1, costs=1)
    assert finances.add(person, by=mentor, month_on=oldest, sales=1, costs=1).month_on == oldest


def test_a_card_was_not_checked_before_the_registration(person):
    check = {"by": make_user("officer"), "place": IdentityCheck.Place.DESK}
    day = first_day(person)

    assert BEFORE in refused(identity.check, person, on=day - dt.timedelta(days=1), **check)
    assert identity.check(person, on=day, **check).checked_on == day


# --- What the database itself refuses ------------------------------------------------------------------

OF_THE_PROGRAMME = dt.date(2016, 12, 31)


def _check(person):
    evidence.make_check(person, OF_THE_PROGRAMME)


def _note(person):
    evidence.make_note(person, OF_THE_PROGRAMME)


def _step_done_before(person):
    evidence.make_note(person, today(), done_on=today() - dt.timedelta(days=1))


def _step_due_before(person):
    note = evidence.make_note(person, today(), done_on=today())
    MentoringNote.objects.filter(pk=note.pk).update(next_step_due_on=today() - dt.timedelta(days=1))


def _licence(person):
    evidence.make_licence(person, dt.date(1945, 8, 16))


def _money(person):
    evidence.make_disbursement(person, OF_THE_PROGRAMME)


def _statement(person):
    evidence.make_statement(person, dt.date(2016, 12, 1))


def _statement_before_its_month(person):
    evidence.make_statement(person, dt.date(2026, 5, 1), submitted_on=dt.date(2026, 4, 30))


def _sale(person):
    sale = evidence.make_sale(person, today())
    type(sale).objects.filter(pk=sale.pk).update(sold_on=OF_THE_PROGRAMME)


def _bazaar(person):
    bazaar = evidence.make_sale(person, today()).bazaar
    type(bazaar).objects.filter(pk=bazaar.pk).update(starts_on=OF_THE_PROGRAMME)


def _meeting(person):
    evidence.make_attendance(person, OF_THE_PROGRAMME)


def _birth(person):
    Participant.objects.filter(pk=person.pk).update(birth_on=dt.date(1899, 12, 31))


@pytest.mark.parametrize(
    ("write", "constraint"),
    [
        (_check, "check_is_of_the_programme"),
        (_note, "note_is_of_the_programme"),
        (_step_done_before, "step_is_done_after_meeting"),
        (_step_due_before, "step_is_due_after_meeting"),
        (_licence, "licence_is_of_the_republic"),
        (_money, "money_came_in_the_programme"),
        (_statement, "statement_is_of_the_programme"),
        (_statement_before_its_month, "month_is_handed_in_once_begun"),
        (_sale, "sale_is_of_the_programme"),
        (_bazaar, "bazaar_is_of_the_programme"),
        (_meeting, "meeting_is_of_the_programme"),
        (_birth, "participant_is_not_too_old"),
    ],
)
def test_no_row_is_older_than_it_can_be(person, write, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write(person)
