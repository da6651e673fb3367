"""Two who issue at once take different numbers, and the same paper is issued once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import IntegrityError, connection

from tests.factories.people import make_user
from tests.trainings.coming import come, make_person
from trainings.certificates.actions import certificates
from trainings.certificates.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_numbers(monkeypatch):
    """Both have read the last number before either writes the next, unless something makes them wait."""
    following = certificates._Numbers.following

    def slowly(self, each):
        number = following(self, each)
        sleep(0.3)
        return number

    monkeypatch.setattr(certificates._Numbers, "following", slowly)


def issue_at_once(sessions):
    """Issue for each of these sessions in a thread of its own; [papers or the error]."""
    officer, start = make_user("officer"), threading.Barrier(len(sessions))

    def issue(session):
        try:
            start.wait()
            return certificates.issue_for_session(session, by=officer)
        except IntegrityError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sessions)) as threads:
        return list(threads.map(issue, sessions))


def two_sessions():
    return [come(make_person(), ago=ago, modules=("M1",))[0].session for ago in (2, 3)]


def test_two_sessions_get_different_numbers(slow_numbers):
    issue_at_once(two_sessions())

    assert sorted(number[-2:] for number in Certificate.objects.values_list("number", flat=True)) == ["01", "02"]


def test_one_session_issued_by_two_is_issued_once(slow_numbers):
    [session, _] = two_sessions()

    made = issue_at_once([session, session])

    assert sorted(map(len, made)) == [0, 1]


@pytest.mark.postgres
def test_without_the_lock_both_take_the_same_number(slow_numbers, monkeypatch):
    monkeypatch.setattr(certificates, "_hold_numbers", lambda: None)

    made = issue_at_once(two_sessions())

    assert [type(each) for each in made].count(IntegrityError) == 1
