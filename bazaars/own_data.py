"""Applications for stalls, stalls and takings in the copy of one's own data."""

from bazaars.models import StallDay


def of(participant):
    """Return {part: plain values} of what bazaars keep of somebody, what was taken back too."""
    stalls = StallDay.objects.filter(application__participant=participant).select_related("bazaar")
    return {
        "lamaran_lapak": [
            {
                "bazar": row.bazaar.name,
                "nomor": row.number,
                "yang_dijual": row.get_category_display(),
                "dilamar": row.applied_at.isoformat(),
                "ditarik": row.withdrawn_at and row.withdrawn_at.isoformat(),
            }
            for row in participant.stall_applications.select_related("bazaar").order_by("pk")
        ],
        "lapak": [
            {
                "bazar": row.bazaar.name,
                "nomor": row.number,
                "hari": row.day_on.isoformat(),
                "diberikan": row.given_at.isoformat(),
                "alasan_dilepas": row.release_reason,
            }
            for row in stalls.order_by("pk")
        ],
        "penjualan_lapak": [
            {
                "bazar": row.bazaar.name,
                "hari": row.sold_on.isoformat(),
                "jumlah": row.amount,
                "batal": row.void_reason,
            }
            for row in participant.stall_sales.select_related("bazaar").order_by("pk")
        ],
    }
