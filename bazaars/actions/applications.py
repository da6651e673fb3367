"""Stalls asked for and given back. A change of applications or stalls locks the bazaar first."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from bazaars.actions import notices, stalls
from bazaars.models import Bazaar, StallApplication
from okoce.clock import now
from okoce.formats import tanggal
from participants.people.waiting import refuse_until_checked

STALL = "Lamaran lapak"
WITHDRAWN = "Pelamar mundur"


@transaction.atomic
def apply(bazaar, participant, *, category, by):
    """Write an application with the next number. Applying again keeps the number one has.

    Raise `ValidationError` when the list is closed or the person may not apply, as until the card was seen.
    """
    refuse_until_checked(participant, STALL)
    bazaar = lock(bazaar.pk)
    if not bazaar.takes_applications or hasattr(bazaar, "closed_list"):
        raise ValidationError("Lamaran lapak bazar ini sudah ditutup. Pilih bazar lain di daftar bazar.")
    mine = (
        bazaar.applications.filter(participant=participant).order_by(F("withdrawn_at").desc(nulls_first=True)).first()
    )
    if mine is None:
        last = bazaar.applications.aggregate(last=Max("number"))["last"] or 0
        mine = StallApplication(bazaar=bazaar, participant=participant, number=last + 1)
    mine.category, mine.withdrawn_at, mine.applied_by = category, None, by
    mine.save()
    if participant.belongs_to(by):
        notices.applied(mine)
    return mine


@transaction.atomic
def withdraw(application, *, by):
    """Take an application back until the bazaar starts; a stall it had goes to the first of the reserve list.

    Raise `ValidationError` once the bazaar began, or when it was withdrawn.
    """
    bazaar = lock(application.bazaar_id)
    application = StallApplication.objects.get(pk=application.pk)
    if application.withdrawn_at:
        return application
    if bazaar.has_started:
        raise ValidationError(f"Bazar sudah mulai {tanggal(bazaar.starts_on)}; kabari petugas Sudin di tempat.")
    application.withdrawn_at = now()
    application.save(update_fields=["withdrawn_at"])
    notices.left(application)
    number = stalls.release(application.stall_days.all(), reason=WITHDRAWN)
    risen = number and stalls.give_to_reserve(bazaar, number)
    if risen:
        notices.risen(risen, number)
    return application


def lock(bazaar_id):
    """The bazaar as it is now, held until the transaction ends."""
    return Bazaar.objects.select_for_update(no_key=True).get(pk=bazaar_id)
