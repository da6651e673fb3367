"""The two pages of a kecamatan, from frozen figures alone. Pure: the same snapshot is the same paper."""

from okoce import small_counts
from reports.papers import evidence_tables, paces, paper_parts

ROOMY, TIGHT = 6, 8  # kelurahan: with fewer there is room for higher lines; many, and corrections, need lower ones
FEW = 3  # corrections


def of_kecamatan(figures, known_at, rule_version, *, fingerprint="", check=None):
    """The values of templates/reports/papers/pdf/kecamatan.html."""
    reported = paper_parts.corrections(figures)
    name = f"Kecamatan {figures['kecamatan']}"
    return {
        "head": paper_parts.heading(figures, known_at, name),
        "kicker": f"Kecamatan di {figures['kota']}",
        "name": figures["kecamatan"],
        "has_long_name": len(figures["kecamatan"]) > 20,
        **paper_parts.page_of_decisions(figures),
        "stages": paper_parts.stages(figures),
        "waiting": paces.shown(figures["waiting"]),
        "kelurahan": _kelurahan(figures),
        "trend": evidence_tables.trend(figures),
        "training": evidence_tables.training(figures),
        "facts": evidence_tables.facts(figures),
        "reported": reported,
        "meanings": paper_parts.meanings(figures),
        "seal": paper_parts.seal(figures, rule_version, fingerprint, check),
        "hidden_means": small_counts.MEANS,
        "is_roomy": len(figures["kelurahan"]) < ROOMY,
        "is_tight": len(figures["kelurahan"]) > TIGHT and any(len(old["changes"]) > FEW for old in reported),
    }


def _kelurahan(figures):
    """Kelurahan × stages, and the kecamatan's own figures below: they are their sum."""
    keys = [row["stage"] for row in figures["stages"]]
    rows = [
        {"name": row["name"], "people": [paces.shown(row[part]) for part in ("waiting",)] + _shown(row["stages"], keys)}
        for row in figures["kelurahan"]
    ]
    own = {row["stage"]: row["people"] for row in figures["stages"]}
    return {
        "head": ["Menunggu", *(row["name"] for row in figures["stages"])],
        "rows": rows,
        "sum": {"name": figures["kecamatan"], "people": [paces.shown(figures["waiting"]), *_shown(own, keys)]},
    }


def _shown(people, keys):
    return [paces.shown(people[key]) for key in keys]
