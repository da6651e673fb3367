"""Seats and attendance in the copy of one's own data."""

from trainings.attendance.models import Attendance


def of(participant):
    """Return {part: plain values} of every seat and every meeting attended, those taken back too."""
    seats = participant.seats.select_related("session__venue").order_by("id")
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
                "dicatat": row.marked_at.isoformat(),
                "batal": row.void_reason,
            }
            for row in came
        ],
    }
