"""People move: the new home counts from today on, and every count follows the home of its own day."""

from django.db import transaction

from okoce.clock import today
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.people.models import Participant, Residence


@transaction.atomic
def move(homes):
    """Let locked people live elsewhere, {participant: kelurahan}, and judge them anew.

    Who moves on the day they registered is counted there, and no longer where they were first written down.
    """
    people = Participant.objects.defer("nik_sealed").in_bulk(homes)
    before = journeys.registrations(people)
    Residence.objects.bulk_create(
        [Residence(participant_id=pk, kelurahan_id=home, since_on=today()) for pk, home in homes.items()],
        update_conflicts=True,
        unique_fields=["participant", "since_on"],
        update_fields=["kelurahan"],
    )
    counted = journeys.registrations(people)
    counted.subtract(before)
    add_tallies(counted)
    journeys.refresh(homes)
