"""The tests' own clock: one instant for all processes of a run, from which it runs on."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
import time_machine

from okoce.clock import WIB, now
from okoce.jobs.models import Heartbeat
from tests import clock

INSTANT = dt.datetime(2028, 2, 29, 23, 40, tzinfo=WIB)
_AGREE = """
import os, subprocess, sys, time
import {settings}
from okoce.clock import now
before, other = now(), subprocess.check_output([sys.executable, "-c", {child!r}], text=True)
print(before.isoformat(), other.strip(), now().isoformat())
"""
_CHILD = "import tests.process_settings; from okoce.clock import now; print(now().isoformat())"


def instants(settings, **variables):
    """What a process of these settings, another one that it starts, and then the first again, take for now."""
    code = _AGREE.format(settings=settings, child=_CHILD)
    environment = os.environ | variables
    output = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return [dt.datetime.fromisoformat(word) for word in output.stdout.split()]


@pytest.mark.parametrize("settings", ["tests.settings", "tests.process_settings"])
def test_a_process_and_those_it_starts_go_on_from_the_instant(settings):
    found = instants(settings, OKOCE_TEST_CLOCK="2028-02-29T23:40")

    assert found == sorted(found)
    assert INSTANT < found[0] < found[1] < found[2] < INSTANT + dt.timedelta(hours=1)


def test_without_the_variable_the_clock_is_the_real_one(tmp_path):
    found = instants("tests.settings", OKOCE_TEST_CLOCK="")

    (tmp_path / "touched").touch()  # by the system's clock
    real = dt.datetime.fromtimestamp((tmp_path / "touched").stat().st_mtime, tz=WIB)
    assert real - dt.timedelta(hours=1) < found[0] <= real


def test_an_instant_without_a_zone_is_counted_in_wib():
    assert clock.seconds_of("2028-02-29T23:40") == pytest.approx(clock.seconds_of("2028-02-29T16:40+00:00"), abs=60)


@pytest.mark.parametrize("text", ["besok", "2027-02-29", "+besok"])
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        clock.seconds_of(text)


def test_a_test_that_travels_comes_back_to_the_clock_of_the_run():
    before = now()

    with time_machine.travel(INSTANT, tick=False):
        away = now()

    assert away == INSTANT
    assert before <= now() < before + dt.timedelta(hours=1)
    assert time.time() == pytest.approx(now().timestamp(), abs=60)


@pytest.mark.parametrize(
    ("instant", "seen"),
    [
        (dt.datetime(2028, 2, 29, 23, 40, tzinfo=WIB), dt.datetime(2028, 2, 29, 23, 40, tzinfo=WIB)),
        (dt.datetime(2028, 2, 29, 23, 58, tzinfo=WIB), dt.datetime(2028, 3, 1, tzinfo=WIB)),
        (dt.datetime(2028, 3, 1, 0, 20, tzinfo=WIB), dt.datetime(2028, 3, 1, 0, 20, tzinfo=WIB)),
    ],
)
def test_a_test_that_would_run_into_the_next_day_starts_in_it(instant, seen):
    with time_machine.travel(instant.timestamp()), clock.one_day():
        found = now()

    assert seen <= found < seen + dt.timedelta(minutes=10)


@pytest.mark.worker
@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_a_worker_and_its_beat_have_the_clock_of_their_environment(start_worker, wait_until):
    here = clock.seconds_of(os.environ.get(clock.VARIABLE) or "+0")

    start_worker(OKOCE_TEST_CLOCK=f"{here + 365 * 86_400:+}")

    next_year = now() + dt.timedelta(days=364)
    wait_until(lambda: Heartbeat.objects.filter(part="beat").exists() and Heartbeat.objects.count() > 1)
    found = dict(Heartbeat.objects.values_list("part", "beat_at"))
    assert {"beat"} < found.keys()
    assert min(found.values()) > next_year
