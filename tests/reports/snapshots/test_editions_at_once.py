"""Two people at one edition in the same moment: one is heard, and the other is refused in words."""

from time import sleep

import pytest

from reports.snapshots.actions import editions
from reports.snapshots.models import Edition, Period
from tests.factories.people import make_user
from tests.factories.reports import make_edition, make_period, make_tally
from tests.participants.registration.threads import ends_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inside_the_year")]


@pytest.fixture
def period():
    period = make_period()
    make_tally("pelatihan", 12, day=period.starts_on)
    return period


def approving(edition):
    by = make_user("province")
    return lambda: editions.approve(edition, by=by, seen=edition.sha256)


def preparing(period):
    by = make_user("province")
    return lambda: editions.prepare(period, by=by)


def slowly(read):
    """Read a row so that everybody has read it before anybody writes."""

    def reading(row):
        found = read(row)
        sleep(0.5)
        return found

    return reading


def test_of_two_who_approve_one_is_heard(period):
    draft = make_edition(period, is_approved=False)

    assert ends_of(approving(draft), approving(draft)) == sorted([Edition.State.APPROVED, editions.APPROVED])
    assert Edition.objects.approved().count() == 1


@pytest.mark.postgres  # SQLite lets one write at a time without it
def test_without_the_lock_two_would_approve(period, monkeypatch):
    draft = make_edition(period, is_approved=False)
    monkeypatch.setattr(editions, "_locked", slowly(lambda row: Edition.objects.get(pk=row.pk)))

    assert editions.APPROVED not in ends_of(approving(draft), approving(draft))


def test_two_who_prepare_make_one_draft(period):
    assert ends_of(preparing(period), preparing(period)) == [Edition.State.DRAFT] * 2
    assert list(Edition.objects.values_list("number", "state")) == [(1, Edition.State.DRAFT)]


@pytest.mark.postgres  # SQLite lets one write at a time without it
def test_without_the_lock_the_second_draft_would_break(period, monkeypatch):
    unlocked = slowly(lambda row: Period.objects.select_related("programme_year").get(pk=row.pk))
    monkeypatch.setattr(editions, "_held", unlocked)

    assert ends_of(preparing(period), preparing(period)) != [Edition.State.DRAFT] * 2


def test_what_is_approved_is_what_was_seen_while_another_freezes_anew(period):
    draft = make_edition(period, is_approved=False)
    make_tally("pelatihan", 7, day=period.starts_on)

    answers = ends_of(approving(draft), preparing(period))

    assert answers in (sorted([Edition.State.DRAFT, end]) for end in (Edition.State.APPROVED, editions.FROZEN_ANEW))
    seen = list(Edition.objects.approved().values_list("sha256", flat=True))
    assert seen == [draft.sha256] * (Edition.State.APPROVED in answers)


def test_without_the_lock_another_freezing_would_be_approved_unseen(period, monkeypatch):
    """Read before it was frozen anew, written afterwards."""
    draft, by = make_edition(period, is_approved=False), make_user("province")
    seen, read = draft.sha256, Edition.objects.select_related("period__programme_year").get(pk=draft.pk)
    make_tally("pelatihan", 7, day=period.starts_on)
    editions.prepare(period, by=make_user("province"))
    monkeypatch.setattr(editions, "_locked", lambda row: read)

    assert editions.approve(draft, by=by, seen=seen).state == Edition.State.APPROVED
