"""What a list can hold, and what one needs besides the import itself to bring such a list in. Pure."""

from django.db import models


class ListKind(models.TextChoices):
    PEOPLE = "people", "Peserta"
    LICENCES = "licences", "Izin usaha"
    ATTENDANCE = "attendance", "Kehadiran di instansi lain"


# Asked in the region of the file, of who uploads and of who confirms, together with the permission to import.
PERMISSIONS = {
    ListKind.LICENCES: "permits.add_licence",
    ListKind.ATTENDANCE: "agency_trainings.add_agencyattendance",
}


def permission(kind):
    """Return the permission that a list of this kind needs besides the import, or ""."""
    return PERMISSIONS.get(kind, "")
