"""Registrations that were sent back: one that rests, one answered, one that nobody answered in 14 days."""

import datetime as dt

from participants.people.models import Participant
from participants.returned_cards import actions
from participants.returned_cards.models import CardReturn
from sample.passing import HERE

Reason = CardReturn.Reason


def add(officer, ground):
    """The first is notified, as it was sent back today; the others were before."""
    waiting = Participant.objects.filter(kecamatan=HERE, user=None).waiting_for_identity_check()
    people = list(waiting.order_by("registered_at", "pk")[:3])
    if len(people) < 3:
        return
    resting, answered, late = people
    actions.send_back(resting, reason=Reason.DIFFERS, words="Tanggal lahir di KTP lain sehari", by=officer)
    day = dt.timedelta(days=1)
    CardReturn.objects.bulk_create(
        [
            CardReturn(
                participant=answered,
                reason=Reason.UNREADABLE,
                returned_at=ground.now - 6 * day,
                returned_by=officer,
                answered_at=ground.now - day,
                answered_by=officer,
                answer="KTP baru sudah jadi, datang hari Senin",
            ),
            CardReturn(
                participant=late,
                reason=Reason.HOME,
                words="Alamat di KTP masih di Bogor",
                returned_at=ground.now - 20 * day,
                returned_by=officer,
            ),
        ]
    )
