"""The card "Sekarang": which of several things stands on it, and what stands there where nothing waits."""

import datetime as dt

import pytest

from okoce import now_card
from okoce.kept_forms import now_card as kept
from okoce.now_card import Fact, Link, Now, Urgency

EARLY = dt.datetime(2026, 11, 28, 1, tzinfo=dt.UTC)  # 08.00 WIB


def test_the_most_urgent_is_shown_and_among_equals_the_first():
    late, waits, other = (
        Now(urgency, name) for urgency, name in [(Urgency.OVERDUE, "a"), (Urgency.WAITS, "b"), (Urgency.OVERDUE, "c")]
    )

    assert now_card.first([waits, None, late, other]) == late


def test_where_nothing_waits_the_card_says_so_and_names_the_next_dates_without_a_button():
    later = Now(Urgency.LATER, "Laporan berikutnya 12 Desember 2026", (Fact("info", "Periode 24"),))

    shown = now_card.first([None, later])

    assert shown == Now(
        Urgency.LATER,
        "Tidak ada yang menunggu Anda",
        (Fact("calendar", "Laporan berikutnya 12 Desember 2026"), Fact("info", "Periode 24")),
    )


def test_without_any_candidate_the_card_has_no_facts():
    assert now_card.first([None]) == Now(Urgency.LATER, "Tidak ada yang menunggu Anda")


def test_at_most_three_facts_are_shown_where_nothing_waits():
    many = [Now(Urgency.LATER, str(number)) for number in range(5)]

    assert [fact.text for fact in now_card.first(many).facts] == ["0", "1", "2"]


def test_other_apps_add_what_the_settings_name(settings, rf):
    settings.NOW_SOURCES = [f"{__name__}.nothing", f"{__name__}.something"]

    assert now_card.from_other_apps(rf.get("/")) == [None, Now(Urgency.WAITS, "/")]


def nothing(request):
    return None


def something(request):
    return Now(Urgency.WAITS, request.path)


def test_a_kept_form_says_until_when_it_is_kept():
    assert kept.waiting(EARLY) == Now(
        Urgency.WAITS,
        "Isian Anda masih tersimpan",
        (Fact("hourglass", "Disimpan sampai 29 November 2026", is_deadline=True),),
        Link("Lanjutkan isian", "/isian/"),
    )


@pytest.mark.django_db
def test_a_browser_that_nobody_has_used_keeps_no_form(rf):
    assert kept.kept_form(rf.get("/")) is None
