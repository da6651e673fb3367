"""Tallies and their sums."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum

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
