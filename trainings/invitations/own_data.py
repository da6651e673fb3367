"""Invitations in the copy of one's own data."""


def of(participant):
    """Return {part: plain values} of every invitation, with what was answered."""
    return {
        "undangan_pelatihan": [
            {
                "sesi": row.session.title,
                "mulai": row.session.starts_at and row.session.starts_at.isoformat(),
                "diundang": row.invited_at.isoformat(),
                "dikabari": row.notified_at and row.notified_at.isoformat(),
                "lewat": row.get_channel_display(),
                "jawaban": row.get_state_display(),
                "dijawab": row.answered_at and row.answered_at.isoformat(),
                "dijawab_lewat": row.get_answered_by_way_display(),
            }
            for row in participant.invitations.select_related("session").order_by("id")
        ]
    }
