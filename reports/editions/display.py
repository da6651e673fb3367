"""What pages of editions show, in their order."""

from reports.figures import counted
from reports.snapshots import changes
from reports.snapshots.actions import snapshots
from reports.snapshots.warnings import KINDS


def by_kind(warnings):
    """Return [(what is wrong, its warnings)] of an edition."""
    found = [(words, [row for row in warnings if row["kind"] == kind]) for kind, words in KINDS.items()]
    return [(words, rows) for words, rows in found if rows]


def then_and_now(edition, region):
    """Return a row of each figure of an area: reported, now, their difference and what caused it."""
    earlier = snapshots.earlier(edition)
    old, year = earlier.figures[region.pk], edition.period.programme_year
    people = counted.stage_counts(year, region.level, edition.cut_off_on)[region.pk]
    said = [(row["stage"], row["name"], row["people"]) for row in old["stages"]]
    said.append((counted.REGISTERED, "Terdaftar", old["registered"]))
    return [
        changes.row(stage, name, reported, people[stage], earlier.causes.get((region.pk, stage), {}))
        | {"difference": people[stage] - reported}
        for stage, name, reported in said
    ]


def about(edition):
    """Return the facts of an edition as a list of definitions shows them."""
    versions = edition.versions
    rules = versions["rules"]
    return [
        {"label": "Arti angka", "value": f"versi {versions['figures']}"},
        {"label": "Aturan tahun", "value": f"aturan ke-{rules['version']}"},
        {"label": "Target", "value": f"keadaan {versions['targets']}"},
        {"label": "Wilayah", "value": f"keadaan {versions['regions']}"},
        {"label": "SHA-256", "value": edition.sha256},
    ]
