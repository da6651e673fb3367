"""A card is checked in the moment in which an import is taken back: the person stays."""

import threading

import pytest
from django.db import connection, transaction

from okoce.clock import today
from participants.identity_checks.models import IdentityCheck
from participants.imports.actions import undoing
from participants.people.models import Participant
from tests.factories.evidence import make_check
from tests.factories.people import make_user
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import confirmed, uploaded, worked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.postgres
def test_a_fact_that_is_being_written_is_waited_for(staff):
    item = confirmed(uploaded(csv_of(GOOD), staff), staff)
    person, officer = Participant.objects.get(), make_user("officer")
    undoing.undo(item, by=staff, reason="salah berkas")
    is_written, may_commit = threading.Event(), threading.Event()

    def check():
        try:
            with transaction.atomic():
                Participant.objects.select_for_update(no_key=True).get(pk=person.pk)  # as every act does
                make_check(person, today(), by=officer)
                is_written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    other = threading.Thread(target=check)
    other.start()
    is_written.wait(10)
    threading.Timer(1, may_commit.set).start()
    done = worked(item)
    other.join()

    assert IdentityCheck.objects.filter(participant=person).exists()
    assert Participant.objects.filter(pk=person.pk).exists()
    assert done.undone == {"people": 0, "fields": 0, "kept": {"sudah ada pemeriksaan KTP": 1}}
