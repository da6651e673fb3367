"""What pages of editions show, in their order."""

from okoce.regions.levels import Level
from okoce.small_counts import is_known
from reports.figures import counted
from reports.published.counts import published
from reports.snapshots import changes
from reports.snapshots.actions import snapshots
from reports.snapshots.warnings import KINDS


def by_kind(warnings):
    """Return [(what is wrong, its warnings)] of an edition."""
    found = [(words, [row for row in warnings if row["kind"] == kind]) for kind, words in KINDS.items()]
    return [(words, rows) for words, rows in found if rows]


def then_and_now(edition, region, *, reader):
    """Return a row of each figure of an area, as the reader may see it: reported, now, difference, what caused it."""
    earlier = snapshots.earlier(edition)
    year, on, code = edition.period.programme_year, edition.cut_off_on, region.pk
    then, people = (
        published(year, counted.people_on(year, Level.KECAMATAN, [on], known_at=at)[on], Level.KECAMATAN, reader=reader)
        for at in (edition.known_at, None)
    )
    names = [(row.stage, row.name) for row in year.ordered_stages]
    names.append((counted.REGISTERED, "Terdaftar"))
    return [
        {
            "stage": stage,
            "name": name,
            "reported": then[code][stage],
            "now": people[code][stage],
            "difference": (difference := people[code][stage] - then[code][stage]),
            "why": changes.cause_words(earlier.causes.get((code, stage), {})) if is_known(difference) else "",
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
