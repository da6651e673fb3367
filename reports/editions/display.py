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
    year, on, code = edition.period.programme_year, edition.cut_off_on, region.pk
    then = counted.people_on(year, region.level, [on], known_at=edition.known_at)[on][code]
    people = counted.stage_counts(year, region.level, on)[code]
    names = [(row.stage, row.name) for row in year.ordered_stages]
    names.append((counted.REGISTERED, "Terdaftar"))
    return [
        {
            "stage": stage,
            "name": name,
            "reported": then[stage],
            "now": people[stage],
            "difference": people[stage] - then[stage],
            "why": changes.cause_words(earlier.causes.get((code, stage), {})),
        }
        for stage, name in names
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
