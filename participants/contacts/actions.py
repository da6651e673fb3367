"""An officer writes down that they reached somebody, or tried to, and takes back what was wrong."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.formats import tanggal
from okoce.masking import blank_nik
from participants.contacts.models import CHANGE, LATEST, RESTING, RESTS, RESTS_STOPPED, Contact
from participants.people.models import Participant

Outcome = Contact.Outcome
OUTSIDE = "Peserta ini tidak lagi di wilayah tugas Anda; minta petugas wilayahnya mencatat hasilnya."
OWN = "Kontak dengan diri sendiri tidak dicatat; minta petugas lain."
NO_DAY = "Isi tanggal orang ini minta dihubungi lagi."
TAKEN_BACK = "Hasil ini baru saja dibatalkan; muat ulang halaman ini."
WRONGLY = "Salah catat"


@transaction.atomic
def record(participant, outcome, *, by, note="", again_on=None):
    """Write down what came of a call or visit. Returns the Contact; the same result of one officer and day only once.

    `again_on` is the day somebody asks to be called again, from tomorrow to half a year ahead. Raise `ValidationError`
    without it for that result, outside the officer's area, and for oneself.
    """
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if not person.allows(by, CHANGE):
        raise ValidationError(OUTSIDE)
    if person.belongs_to(by):
        raise ValidationError(OWN)
    written = {
        "outcome": outcome,
        "note": blank_nik(" ".join(note.split()))[:200],
        "made_on": today(),
        "rests_until": _rests_until(outcome, again_on),
    }
    same = person.contacts.standing().filter(made_by=by, **written).first()
    if same:
        return same
    access_log.record(by, AccessLog.Act.CHANGE, person, reason="Hasil menghubungi peserta dicatat")
    return person.contacts.create(made_by=by, **written)


@transaction.atomic
def take_back(contact, *, by):
    """Void a contact that was written down wrongly. Returns it. Raise `ValidationError` when it was, and outside."""
    contact = (
        Contact.objects.select_for_update(of=("self",), no_key=True).select_related("participant").get(pk=contact.pk)
    )
    if not contact.allows(by, CHANGE):
        raise ValidationError(OUTSIDE)
    if contact.voided_at:
        raise ValidationError(TAKEN_BACK)
    contact.voided_at, contact.voided_by, contact.void_reason = now(), by, WRONGLY
    contact.save(update_fields=["voided_at", "voided_by", "void_reason"])
    access_log.record(by, AccessLog.Act.CHANGE, contact.participant, reason="Hasil menghubungi peserta dibatalkan")
    return contact


def _rests_until(outcome, again_on):
    if outcome not in RESTING:
        return None
    if outcome != Outcome.LATER:
        return today() + (RESTS if outcome == Outcome.GOES_ON else RESTS_STOPPED)
    if again_on is None:
        raise ValidationError({"again_on": NO_DAY})
    if not today() < again_on <= today() + LATEST:
        raise ValidationError({"again_on": f"Pilih hari setelah hari ini, paling lambat {tanggal(today() + LATEST)}."})
    return again_on
