"""Placements in the copy of one's own data."""


def of(participant):
    """Return {part: plain values} of every placement."""
    return {
        "penempatan": [
            {
                "pelatihan": row.training.title,
                "tempat": row.host_name,
                "alamat": row.host_address,
                "nomor_hp": row.host_phone,
                "mulai": row.starts_on.isoformat(),
                "sampai": row.ends_on.isoformat(),
                "hasil": row.get_outcome_display(),
                "catatan": row.outcome_note,
            }
            for row in participant.placements.select_related("training").order_by("id")
        ]
    }
