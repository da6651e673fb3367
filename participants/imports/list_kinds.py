"""What a list can hold, and what one needs besides the import itself to bring such a list in. Pure."""

from django.db import models


class ListKind(models.TextChoices):
    PEOPLE = "people", "Peserta"
    LICENCES = "licences", "Izin usaha"
    ATTENDANCE = "attendance", "Kehadiran di instansi lain"
    TAKINGS = "takings", "Penjualan bazar"
    MENTORS = "mentors", "Pendamping"


# Asked in the region of the file, of who uploads and of who confirms, together with the permission to import.
PERMISSIONS = {
    ListKind.LICENCES: "permits.add_licence",
    ListKind.ATTENDANCE: "agency_trainings.add_agencyattendance",
    ListKind.TAKINGS: "bazaars.add_stallsale",
    ListKind.MENTORS: "mentoring.assign_mentor",
}
# Fields that such a list changes only where that was chosen, row by row or for all rows.
PROPOSED = {ListKind.MENTORS: ("mentor",)}


def permission(kind):
    """Return the permission that a list of this kind needs besides the import, or ""."""
    return PERMISSIONS.get(kind, "")
