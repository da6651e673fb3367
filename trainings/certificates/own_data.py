"""Certificates in the copy of one's own data."""


def of(participant):
    """Return {part: plain values} of every paper, those that were revoked too."""
    return {
        "sertifikat": [
            {
                "jenis": row.get_kind_display(),
                "nomor": row.number,
                "kode_cek": row.code,
                "nama_tercetak": row.name,
                "tentang": row.what,
                "selesai": row.completed_on.isoformat(),
                "terbit": row.issued_on.isoformat(),
                "dicabut": row.revoked_at and row.revoked_at.isoformat(),
                "alasan_dicabut": row.revoke_reason,
            }
            for row in participant.certificates.order_by("id")
        ]
    }
