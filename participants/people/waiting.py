"""What waits until an officer has seen the card: in the same words whether or not somebody else holds the NIK."""

from django.core.exceptions import ValidationError

from okoce.regions import places


def until_checked(person, what):
    """Return the sentence that says what waits and where to bring the card; "" for a record."""
    if not person.is_waiting:
        return ""
    return (
        f"{what} terbuka setelah petugas memeriksa KTP {person.name}. Bawa KTP asli dan nomor pendaftaran ke meja "
        f"Kecamatan {places.named(person.kecamatan_id)}."
    )


def refuse_until_checked(person, what):
    """Raise `ValidationError` for an online registration that still waits."""
    if refusal := until_checked(person, what):
        raise ValidationError(refusal, code="waits")
