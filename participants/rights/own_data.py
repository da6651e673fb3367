"""Messages and requests in the copy of one's own data (settings.OWN_DATA)."""


def of(participant):
    """Return {part: plain values} of what was said to the person, and of what they asked for."""
    return {
        "kabar": [
            {
                "perihal": row.subject,
                "isi": row.text,
                "waktu": row.created_at.isoformat(),
                "keadaan": row.get_state_display(),
            }
            for row in participant.notices.order_by("id")
        ],
        "permohonan_hak": [
            {
                "diminta": row.get_kind_display(),
                "waktu": row.asked_at.isoformat(),
                "cara": row.get_way_display(),
                "yang_keliru": row.wrong_in_words,
                "keterangan": row.words,
                "keadaan": row.get_state_display(),
                "hasil": row.outcome,
            }
            for row in participant.rights_requests.order_by("id")
        ],
    }
