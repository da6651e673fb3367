"""Steps that were agreed, on the card "Sekarang" of mentor and participant."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.now_card import Fact, Link, Now, Urgency
from participants.mentoring import now_card

pytestmark = pytest.mark.once

TODAY = dt.date(2026, 11, 28)


def days(number):
    return TODAY + dt.timedelta(days=number)


def step(pk, due, name="Fitri"):
    return {
        "pk": pk,
        "participant_id": pk * 10,
        "participant__name": name,
        "next_step": "catat penjualan",
        "next_step_due_on": days(due),
    }


def test_the_mentor_asks_for_the_step_of_today_before_those_that_are_late():
    now = now_card.of_mentor([step(1, -9, "Udin"), step(2, 0), step(3, 5)], TODAY)

    assert now == Now(
        Urgency.TODAY,
        "Tagih langkah Fitri",
        (
            Fact("list", "catat penjualan"),
            Fact("calendar", "Paling lambat 28 November 2026"),
            Fact("people", "Dan 1 langkah lain yang sudah waktunya"),
        ),
        Link("Tulis catatan", "/pendampingan/20/catatan/"),
        (Link("Telepon", "/pendampingan/20/telepon/"), Link("Tandai selesai", "/pendampingan/catatan/2/selesai/")),
    )


def test_without_one_of_today_the_mentor_asks_for_the_step_that_is_latest():
    now = now_card.of_mentor([step(1, -9, "Udin"), step(2, -1)], TODAY)

    assert (now.urgency, now.sentence) == (Urgency.OVERDUE, "Tagih langkah Udin")
    assert now.facts[1] == Fact("calendar", "Paling lambat 19 November 2026, lewat 9 hari", is_deadline=True)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [([step(1, 3)], Now(Urgency.LATER, "Langkah Fitri paling lambat 1 Desember 2026")), ([], None)],
)
def test_a_step_that_is_not_due_is_only_the_next_date(steps, expected):
    assert now_card.of_mentor(steps, TODAY) == expected


def note(due, *, is_open=True):
    return SimpleNamespace(
        has_open_step=is_open,
        next_step="Foto produk",
        next_step_due_on=due,
        met_on=days(-9),
        mentor=SimpleNamespace(name="Hesti"),
    )


@pytest.mark.parametrize(
    ("due", "urgency"), [(-1, Urgency.OVERDUE), (0, Urgency.TODAY), (7, Urgency.TOMORROW), (8, Urgency.LATER)]
)
def test_a_participant_is_asked_for_a_step_within_a_week(due, urgency):
    assert now_card.of_participant([note(days(due))], TODAY).urgency == urgency


def test_the_participant_reads_by_when_and_with_whom():
    now = now_card.of_participant([note(days(9)), note(days(2))], TODAY)

    assert (now.sentence, [fact.text for fact in now.facts]) == (
        "Janji dengan pendamping: Foto produk",
        ["Paling lambat 30 November 2026", "Disepakati dengan Hesti 19 November 2026"],
    )


@pytest.mark.parametrize("notes", [[], [note(days(1), is_open=False)], [note(None)]])
def test_without_an_open_step_that_has_a_day_nothing_is_asked(notes):
    assert now_card.of_participant(notes, TODAY) is None
