"""Seats and attendance in the copy of one's own data."""

from trainings.attendance.models import Attendance, Mark


def of(participant):
    """Return {part: plain values} of every seat, meeting attended and mark of officers, those taken back too."""
    seats = participant.seats.select_related("session__venue").order_by("id")
    marks = Mark.objects.filter(seat__participant=participant).select_related("meeting__session")
    came = Attendance.objects.filter(seat__participant=participant).select_related("meeting__session").order_by("id")
    return {
        "kursi_pelatihan": [
            {
                "sesi": row.session.title,
                "mulai": row.session.starts_at and row.session.starts_at.isoformat(),
                "tempat": row.session.place_in_words,
                "keadaan": row.get_state_display(),
                "dipesan": row.booked_at.isoformat(),
                "alasan_dilepas": row.release_reason,
            }
            for row in seats
        ],
        "kehadiran_pelatihan": [
            {
                "sesi": row.meeting.session.title,
                "pertemuan": row.meeting.starts_at.isoformat(),
                "tiba": row.arrived_at and row.arrived_at.isoformat(),
                "dicatat": row.marked_at.isoformat(),
                "batal": row.void_reason,
            }
            for row in came
        ],
        "catatan_petugas_di_pertemuan": [
            {
                "sesi": row.meeting.session.title,
                "pertemuan": row.meeting.starts_at.isoformat(),
                "hadir": row.is_present,
                "lewat": row.get_source_display(),
                "dilihat": row.seen_at.isoformat(),
                "diterima": row.received_at.isoformat(),
            }
            for row in marks.order_by("received_at", "pk")
        ],
    }
