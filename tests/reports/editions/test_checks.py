"""Anybody checks a paper by its number."""

import pytest
from django.urls import reverse

from reports.snapshots import numbers
from reports.snapshots.actions import editions
from tests.factories.people import make_user
from tests.factories.places import GROGOL
from tests.factories.reports import make_edition, make_funnel, make_period


def page_of(client, number):
    return client.get(reverse("reports:editions-check-number", args=[number])).content.decode()


@pytest.mark.django_db
def test_a_paper_says_its_edition_area_day_and_sha(client):
    edition = make_edition()
    snapshot = edition.snapshots.get(region=GROGOL)

    page = page_of(client, snapshot.printed_number)

    for words in ("disetujui", "Grogol Petamburan", snapshot.fingerprint, "masih sama dengan saat dibekukan"):
        assert words in page
    assert snapshot.printed["edition"]["address"] == reverse(
        "reports:editions-check-number", args=[snapshot.printed_number]
    )


@pytest.mark.django_db
def test_a_replaced_one_says_so_and_a_draft_warns(client):
    period = make_period()
    first = make_edition(period)
    make_funnel(12, day=period.ends_on)
    draft = make_edition(period, by=make_user("province"), is_approved=False)

    assert "Masih rancangan" in page_of(client, draft.printed_number)
    assert "Sudah digantikan" not in page_of(client, first.printed_number)
    editions.approve(draft, by=make_user("province"), seen=draft.sha256)

    assert "Sudah digantikan" in page_of(client, first.printed_number)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["2026-01-R9", "bukan nomor", "2026-01-R1-31.99.99"])
def test_what_is_not_there_is_said_in_one_way(client, typed):
    make_edition()

    page = client.get(reverse("reports:editions-check"), {"nomor": typed}).content.decode()

    assert "tidak ditemukan" in page


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-23-R1", (2026, 23, 1, "")),
        (" 2026-23-r2-31.73.02 ", (2026, 23, 2, "31.73.02")),
        ("2026-03-R1-31", (2026, 3, 1, "31")),
        ("2026-23", None),
        ("2026-23-R1-", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_they_are_printed(typed, expected):
    found = numbers.parse(typed)

    assert found == expected
    if found:
        assert numbers.parse(numbers.printed(*found)) == found
