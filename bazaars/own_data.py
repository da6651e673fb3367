"""Stalls in the copy of one's own data (settings.OWN_DATA)."""


def of(participant):
    """Return {part: plain values} of every application with its days, and of every sale."""
    applications = participant.stall_applications.select_related("bazaar").prefetch_related("stall_days").order_by("id")
    sales = participant.stall_sales.select_related("bazaar").order_by("id")
    return {
        "lamaran_lapak": [
            {
                "bazar": row.bazaar.name,
                "yang_dijual": row.get_category_display(),
                "dilamar": row.applied_at.isoformat(),
                "ditarik": row.withdrawn_at and row.withdrawn_at.isoformat(),
                "lapak": [
                    {
                        "hari": day.day_on.isoformat(),
                        "nomor": day.number,
                        "dilepas": day.released_at and day.released_at.isoformat(),
                        "alasan": day.release_reason,
                    }
                    for day in row.stall_days.all()
                ],
            }
            for row in applications
        ],
        "penjualan_bazar": [
            {"bazar": row.bazaar.name, "hari": row.sold_on.isoformat(), "rupiah": row.amount, "batal": row.void_reason}
            for row in sales
        ],
    }
