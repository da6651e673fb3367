"""Tallies and their sums."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from participants.journey.actions import tallies
from participants.journey.models import Tally
from participants.journey.tasks import fold_tallies
from tests.factories.places import GROGOL, TOMANG, make_places
from tests.factories.years import make_year

DAY = dt.date(2026, 3, 1)


def key(stage="pendaftaran", day=DAY):
    return (make_year(2026).pk, TOMANG, GROGOL, stage, day)


@pytest.mark.django_db
def test_folding_keeps_every_sum_and_leaves_one_row_each():
    make_places()
    for people in (1, 1, -1, 1):
        tallies.add_tallies({key(): people})
    tallies.add_tallies({key("perizinan"): 1})
    tallies.add_tallies({key("perizinan"): -1})
    tallies.add_tallies({key(day=DAY + dt.timedelta(days=1)): 5})

    fold_tallies()

    assert sorted(Tally.objects.values_list("stage", "day", "people")) == [
        ("pendaftaran", DAY, 2),
        ("pendaftaran", DAY + dt.timedelta(days=1), 5),
    ]
    assert tallies.fold() == 0


@pytest.mark.django_db
def test_a_sum_of_nothing_is_not_written():
    make_places()

    tallies.add_tallies(Counter({key(): 0}))

    assert Tally.objects.count() == 0


@pytest.mark.django_db
def test_more_additions_of_more_days_are_summed_up_in_as_many_statements():
    make_places()
    days = [DAY + dt.timedelta(days=number) for number in range(9)]
    tallies.add_tallies({key(day=day): 1 for day in days})
    tallies.fold()

    asked = []
    for stage, many in (("pelatihan", 1), ("perizinan", 3), ("pemasaran", 9)):
        # For days that are summed up already, and for some of a stage that is new.
        tallies.add_tallies({key(of, day): 1 for day in days[:many] for of in ("pendaftaran", stage)})
        with CaptureQueriesContext(connection) as found:
            tallies.fold()
        asked.append(len(found))

    assert len(set(asked)) == 1
    assert Tally.objects.aggregate(sum=Sum("people"))["sum"] == 9 + 2 + 6 + 18


@pytest.mark.django_db
def test_additions_are_kept_whether_they_fill_a_batch_or_two(monkeypatch):
    make_places()
    monkeypatch.setattr(tallies, "_ROWS", 2)
    days = [DAY + dt.timedelta(days=number) for number in range(5)]

    for people in (1, 2):
        tallies.add_tallies({key(stage, day): people for day in days for stage in ("pendaftaran", "perizinan")})
        tallies.fold()

    assert set(Tally.objects.values_list("stage", "day", "people")) == {
        (stage, day, 3) for day in days for stage in ("pendaftaran", "perizinan")
    }


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_others_append_and_fold():
    make_places()
    counted = key()
    tallies.add_tallies({counted: 1})
    errors = []

    def work(act):
        try:
            for _ in range(15):
                act()
        except Exception as error:  # told by the test below, in the thread that counts
            errors.append(error)
        finally:
            connection.close()

    acts = [lambda: tallies.add_tallies({counted: 1}), tallies.fold] * 2
    threads = [threading.Thread(target=work, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert Tally.objects.aggregate(sum=Sum("people"))["sum"] == 31
