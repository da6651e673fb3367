"""People keep their own data right: how to reach them, where they live in the kecamatan, their business, their time."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.notifications.mails import queue_mail
from okoce.notifications.sending import notify
from participants.directory.actions import write_contact
from participants.people.models import Business, Participant

CHANGE_OWN = "people.change_own_data"
NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
ELSEWHERE = "Kelurahan ini di kecamatan lain; minta pindah dari halaman Data saya."
NOT_YOU = "Bila bukan Anda yang menggantinya, datang ke meja kecamatan dengan KTP."
CONTACTS = {"phone": "nomor HP", "email": "surel"}


@transaction.atomic
def change_contact(participant, *, phone, email, street, rt, rw, kelurahan, by, version=None):
    """Write what was touched of one's own phone, mail address and home; return the names of the fields written.

    The account, and the old mail address, are notified of a changed phone or mail address. What the account logs in
    with stays as it is. Raise `ValidationError` for others' data and for another kecamatan, and `versions.Changed`
    where somebody else changed a field too.
    """
    person = _locked(participant, by)
    typed = {"phone": phone, "email": email, "street": street, "rt": rt, "rw": rw, "kelurahan": kelurahan}
    changes = versions.changes(person, typed, version)
    if "kelurahan" in changes and kelurahan.parent_id != person.kecamatan_id:
        raise ValidationError({"kelurahan": ELSEWHERE})
    if not changes:
        return []
    old_email = person.email
    write_contact(person, changes, by=by)
    if replaced := [name for name in CONTACTS if name in changes]:
        _notify(person, replaced, old_email)
    return list(changes)


@transaction.atomic
def change_business(participant, *, standing, trade, business_class, name, since_year, kelurahan, by, version=None):
    """Write what was touched of one's own business; return the names of the fields written.

    Raise `ValidationError` for others' data, and `versions.Changed` where somebody else changed a field too.
    """
    person = _locked(participant, by)
    typed = {"standing": standing, "trade": trade, "business_class": business_class}
    typed |= {"name": name, "since_year": since_year, "kelurahan": kelurahan}
    business = Business.objects.filter(participant=person).first() or Business(participant=person)
    changes = versions.changes(business, typed, version)
    if "business_class" in changes:
        changes["commodity_id"] = business_class and business_class.commodity_id
    return _write(business, changes, person, by)


@transaction.atomic
def change_times(participant, *, availability, cannot_whole_day, community, by, version=None):
    """Write when somebody can come; return the names of the fields written.

    Raise `ValidationError` for others' data, and `versions.Changed` where somebody else changed a field too.
    """
    person = _locked(participant, by)
    typed = {"availability": availability, "cannot_whole_day": cannot_whole_day, "community": community}
    return _write(person, versions.changes(person, typed, version), person, by)


def _locked(participant, by):
    if not participant.allows(by, CHANGE_OWN):
        raise ValidationError(NOT_YOURS)
    return Participant.objects.select_for_update(no_key=True).select_related(None).get(pk=participant.pk)


def _write(row, changes, person, by):
    if changes:
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=changes if row.pk else None)
        access_log.record(by, AccessLog.Act.CHANGE, person)
    return list(changes)


def _notify(person, replaced, old_email):
    """In the inbox, which a phone without a channel cannot be; by mail to the address that is no longer used."""
    what = " dan ".join(CONTACTS[name] for name in replaced)
    key = f"contact_changed:{person.pk}:{now().isoformat()}"
    subject = f"{what[0].upper()}{what[1:]} Anda diganti"
    address = f"/privasi/{person.registration_number}/"
    notify(
        person.user,
        "contact_changed",
        key=key,
        subject=subject,
        body=f"Lewat akun ini {what} pada data peserta diganti. Cara masuk ke akun tetap sama. {NOT_YOU}",
        url=address,
    )
    if "email" in replaced and old_email and old_email != person.user.email:
        body = f"Surel ini tidak lagi dipakai untuk mengabari seorang peserta OK OCE. {NOT_YOU}"
        queue_mail(old_email, "Surel di Portal OK OCE diganti", body, kind="contact_changed", key=f"{key}:old")
