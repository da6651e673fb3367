"""Stand-by numbers, seats of the door, and opinions in the copy of one's own data."""

from trainings.door.models import DoorSeat, Feedback


def of(participant):
    """Return {part: plain values} of what the door kept, and of what the person said of sessions."""
    stand_bys = participant.stand_bys.select_related("meeting__session").order_by("id")
    door_seats = DoorSeat.objects.filter(seat__participant=participant).select_related("meeting__session")
    opinions = Feedback.objects.filter(seat__participant=participant).select_related("seat__session")
    return {
        "nomor_siaga": [
            {
                **_meeting(row.meeting),
                "nomor": row.number,
                "keadaan": row.get_state_display(),
                "dicatat": row.made_at.isoformat(),
                "berubah": row.changed_at.isoformat(),
            }
            for row in stand_bys
        ],
        "kursi_dari_pintu": [_meeting(row.meeting) for row in door_seats.order_by("id")],
        "pendapat_tentang_pelatihan": [
            {
                "sesi": row.seat.session.title,
                "pertanyaan": row.get_question_display(),
                "jawaban": row.get_answer_display(),
                "dijawab": row.given_at.isoformat(),
            }
            for row in opinions.order_by("id")
        ],
    }


def _meeting(meeting):
    return {"sesi": meeting.session.title, "pertemuan": meeting.starts_at.isoformat()}
