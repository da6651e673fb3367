"""settings.FROZEN_PARTS: licences, capital, mentoring and takings of a day by place, for the page of evidence."""

from collections import Counter

from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.stages import Stage
from okoce.regions.levels import Level
from okoce.small_counts import HIDDEN, is_known
from reports.figures import counted, kept, registry
from reports.published.counts import published, published_columns

PART = "evidence"
# Keys of figures. None of them is the sum of others, so each is hidden by itself.
LICENCES = tuple(f"izin_terbit_{kind}" for kind in LicenceKind.values)
COUNTS = (*LICENCES, "izin_ditolak", "modal_cair", "modal_ditolak", "tidak_berminat", "laporan_bulanan", "penjual")
COUNTS += ("pemilik_menjawab", "ditemui_30_hari", "lama_tidak_ditemui", "belum_ditemui")
# What is added up → the count where it is shown.
AMOUNTS = {"rupiah_cair": "modal_cair", "rupiah_penjualan": "penjual", "orang_bekerja": "pemilik_menjawab"}
MENTORS = "pendamping"  # hold an office, and are never hidden
SHOWN = (*COUNTS, *AMOUNTS, MENTORS)
# Who is at the stage has one of these: where the stage is hidden, they would tell, and so would sums less the others.
TELLS = {
    f"izin_terbit_{LicenceKind.NIB}": Stage.PERMITS,
    "penjual": Stage.MARKETING,
    "laporan_bulanan": Stage.FINANCES,
    "modal_cair": Stage.CAPITAL,
}


def parts(year, on, known_at):
    """Return {"evidence": {region code: {"on": day, key of a figure: number or HIDDEN}}} of kecamatan and above.

    The numbers are those that were kept for the last day not after `on`; none where no day was counted. A fixed number
    of statements.
    """
    day = kept.counted_for(year, on, known_at=known_at)
    if day is None:
        return {PART: {}}
    shown = numbers(year, on, known_at, SHOWN)
    return {PART: {code: {"on": day.day.isoformat()} | row for code, row in shown.items()}}


def numbers(year, on, known_at, keys):
    """Return {region code: {key: number or HIDDEN}} of some of these figures, of kecamatan and above."""
    counts = tuple(key for key in COUNTS if key in keys or key in {AMOUNTS.get(asked) for asked in keys})
    figures = registry.read([*counts, *keys], year, Level.KECAMATAN, on, known_at=known_at)
    shown, whole = _counts(year, on, known_at, counts, figures), _summed_up(figures)
    for code, row in shown.items():
        for key in set(keys) - set(counts):
            is_shown = key == MENTORS or is_known(row[AMOUNTS[key]])
            row[key] = whole[code][key] if is_shown else HIDDEN
    return {code: {key: row[key] for key in keys} for code, row in shown.items()}


def _counts(year, on, known_at, keys, figures):
    """Counts as they are shown: small ones hidden, and with them what would tell who is at a hidden stage."""
    stages = {}
    if any(key in TELLS for key in keys):
        people = counted.people_on(year, Level.KELURAHAN, [on], known_at=known_at)[on]
        stages = published(year, people, Level.KELURAHAN)
    also = {
        key: frozenset(code for code, row in stages.items() if not is_known(row.get(stage, 0)))
        for key, stage in TELLS.items()
    }
    return published_columns(_by_region(figures), Level.KECAMATAN, keys, also=also)


def _by_region(figures):
    counts = counted.ByRegion()
    for key, numbers_of in figures.items():
        for code, number in numbers_of.items():
            counts.setdefault(code, Counter())[key] = number
    return counts


def _summed_up(figures):
    counts, whole = _by_region(figures), counted.ByRegion()
    for level in (Level.PROVINCE, Level.KOTA, Level.KECAMATAN):
        whole |= counted.add_up(counts, level)
    return whole
