"""What officers may not decide: about people who are not their work, and about their own record."""

from django.core.exceptions import ValidationError

from participants.people.reach import Reach

OUTSIDE = "Peserta ini di luar wilayah tugas Anda; minta petugas wilayahnya memutuskan."
OWN = "Ini data Anda sendiri; minta petugas lain memutuskannya."


def refuse_outsiders(person, *, by, permission):
    """Raise `ValidationError` unless this person is the officer's work, and not the officer."""
    if person not in Reach.of(by, permission, own=False):
        raise ValidationError(OUTSIDE)
    if person.belongs_to(by):
        raise ValidationError(OWN)
