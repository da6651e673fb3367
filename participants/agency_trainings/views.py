"""An attendance at another agency is voided, with the reason that is asked."""

from functools import partial

from participants.agency_trainings import actions
from participants.agency_trainings.models import AgencyAttendance
from participants.journey.views import evidence_pages


def void_attendance(request, pk):
    row = evidence_pages.row_of(request, AgencyAttendance, pk)
    return evidence_pages.void_page(
        request,
        row.participant,
        partial(actions.void, row),
        title=f"Batalkan kehadiran {row}",
        lead="Untuk salah orang, modul, atau hari. Langkah Pelatihan bisa gugur; catatannya tetap tersimpan.",
        done="Kehadiran dibatalkan.",
    )
