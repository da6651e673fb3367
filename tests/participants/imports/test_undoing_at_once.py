"""A list is taken back while one of its people is deleted: both lock the person before the part of the list."""

import threading

import pytest
from django.db import OperationalError, connections

from okoce.accounts.models import User
from participants.imports.actions import undoing
from participants.imports.models import Import, WrittenBatch
from participants.people.models import Participant
from participants.rights.actions import erasing
from tests.factories.people import make_user
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, confirmed, uploaded

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE = 2  # seconds that a deletion waits for the other to get as far as it can


def both_at_once(monkeypatch, staff):
    """Delete somebody and take back their list, each as far as the other lets it; return the errors."""
    item = confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)
    undoing.undo(item, by=staff, reason="Daftar kecamatan lain")
    holds_person, holds_batch = threading.Event(), threading.Event()
    forget, judge, lost = erasing.sealed.forget, undoing.built_on.of_new, []

    def forget_later(*args):
        holds_person.set()
        holds_batch.wait(PATIENCE)
        forget(*args)

    def judge_and_say(*args):
        holds_batch.set()
        return judge(*args)

    monkeypatch.setattr(erasing.sealed, "forget", forget_later)
    monkeypatch.setattr(undoing.built_on, "of_new", judge_and_say)
    person, by = Participant.objects.get(name=GOOD["Nama Lengkap"]), make_user("privacy")

    def take_back():
        holds_person.wait(PATIENCE)
        undoing.take_back(Import.objects.select_related("undone_by").get(pk=item.pk))

    def run(act):
        try:
            act()
        except OperationalError as error:
            lost.append(error)
        finally:
            connections.close_all()

    acts = (lambda: erasing.erase(person, by=User.objects.get(pk=by.pk)), take_back)
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lost


def test_neither_stands_in_the_way_of_the_other(monkeypatch, staff):
    assert both_at_once(monkeypatch, staff) == []
    assert Participant.objects.get().erased_at
    assert WrittenBatch.objects.get().outcome["people"] == 1


def test_without_the_people_held_first_one_of_them_would_be_lost(monkeypatch, staff):
    monkeypatch.setattr(undoing, "hold_people", lambda pk: None)

    [lost] = both_at_once(monkeypatch, staff)

    assert "deadlock" in str(lost)
