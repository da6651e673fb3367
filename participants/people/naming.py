"""What identifies somebody may not stand in a reason: the access log and the events of stages are never rewritten."""

from django.core.exceptions import ValidationError

from okoce import name_keys

NAMED = "Jangan menulis nama, nomor HP, atau nomor pendaftaran orangnya di alasan; alasan ini tidak dapat dihapus lagi."
END_OF_PHONE = 8  # digits by which a phone is recognised, however it is written


def names(person, text):
    """Return whether a text holds the whole name of a person, their registration number, or the end of their phone."""
    written = name_keys.key(text)
    if person.name_key and f" {person.name_key} " in f" {written} ":
        return True
    if person.registration_number.casefold() in text.casefold():
        return True
    digits = "".join(sign for sign in text if sign.isdigit())
    return person.phone[-END_OF_PHONE:] in digits


def refuse(people, reason):
    """Raise `ValidationError` for a reason that names one of these people. Nobody is named any more once deleted."""
    if any(names(person, reason) for person in people if person.erased_at is None):
        raise ValidationError(NAMED)
