"""Which kecamatan are hidden because few people stand there. Pure."""

from reports.published.hiding import hide_small

KOTA = 5  # signs of a code that name its kota


def hidden_among(counts):
    """Return the codes that are hidden of {kecamatan code: count}: the sum of each kota is published too."""
    by_kota = {}
    for code in counts:
        by_kota.setdefault(code[:KOTA], []).append(code)
    return frozenset(
        code
        for codes in by_kota.values()
        for code, shown in zip(codes, hide_small([counts[code] for code in codes]), strict=True)
        if shown is None
    )
