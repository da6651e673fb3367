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
COUNTS += ("ditemui_30_hari", "lama_tidak_ditemui", "belum_ditemui")
AMOUNTS = {"rupiah_cair": "modal_cair", "rupiah_penjualan": "penjual"}  # shown where the count is
MENTORS = "pendamping"  # hold an office, and are never hidden
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
    figures = registry.read([*COUNTS, *AMOUNTS, MENTORS], year, Level.KECAMATAN, on, known_at=known_at)
    stages = counted.people_on(year, Level.KELURAHAN, [on], known_at=known_at)[on]
    shown = _shown(figures, published(year, stages, Level.KELURAHAN))
    return {PART: {code: {"on": day.day.isoformat()} | row for code, row in shown.items()}}


def _shown(figures, stages):
    counts = counted.ByRegion()
    for key in (*COUNTS, *AMOUNTS, MENTORS):
        for code, number in figures[key].items():
            counts.setdefault(code, Counter())[key] = number
    also = {
        key: frozenset(code for code, row in stages.items() if not is_known(row.get(stage, 0)))
        for key, stage in TELLS.items()
    }
    shown = published_columns(counts, Level.KECAMATAN, COUNTS, also=also)
    whole = {}
    for level in (Level.PROVINCE, Level.KOTA, Level.KECAMATAN):
        whole |= counted.add_up(counts, level)
    for code, row in shown.items():
        numbers = whole.get(code, Counter())
        row |= {key: numbers[key] if is_known(row[count]) else HIDDEN for key, count in AMOUNTS.items()}
        row[MENTORS] = numbers[MENTORS]
    return shown
