"""A forecast in words: the same sentence on homes, public pages, papers and in the meeting. Pure."""

from collections import Counter

from okoce.formats import MONTHS, angka, listed
from reports.forecast.forecasts import Outcome

# What areas are summed up by, and the colour of each (data-state of a status).
GROUPS = {
    Outcome.REACHED: "sudah tercapai",
    Outcome.LIKELY: "tercapai tahun ini",
    Outcome.OPEN: "mungkin tercapai",
    Outcome.UNLIKELY: "kecil kemungkinannya",
    Outcome.OUT_OF_REACH: "tidak tercapai walau semua kursi penuh",
    Outcome.UNPLANNED: "belum ada sesi terjadwal",
    Outcome.UNKNOWN: "belum bisa diperkirakan",
    Outcome.NO_TARGET: "belum ada target",
}
STATES = {Outcome.REACHED: "good", Outcome.LIKELY: "good", Outcome.OPEN: "wait"}
STATES |= dict.fromkeys((Outcome.UNLIKELY, Outcome.OUT_OF_REACH, Outcome.UNPLANNED), "bad")


def in_words(found):
    """Return what a Forecast says, without a capital and without a full stop: "tercapai 12–30 Maret"."""
    short = f"kurang {angka(found.missing)} sesi"
    match found.outcome:
        case Outcome.LIKELY:
            return f"tercapai {span(found.first_on, found.last_on)}"
        case Outcome.OPEN:
            more = f"; {short}" if found.missing else ""
            return f"mungkin tercapai, paling cepat {span(found.first_on, found.first_on)}{more}"
        case Outcome.UNLIKELY:
            return f"kecil kemungkinan tercapai dengan kehadiran seperti biasa: {short}"
        case Outcome.OUT_OF_REACH:
            return f"tidak tercapai walau semua kursi penuh: {short}"
        case Outcome.UNPLANNED:
            return f"belum ada sesi terjadwal: {short}"
        case Outcome.UNKNOWN:
            return "belum bisa diperkirakan: belum ada sesi yang selesai"
    return GROUPS[found.outcome]


def state_of(found):
    """Return the key of the colour of a Forecast; empty where nothing can be said."""
    return STATES.get(found.outcome, "")


def grouped(forecasts):
    """Return [(words, how many)] of many forecasts, the best first: "sudah tercapai" 3, "tercapai tahun ini" 12 …"""
    counts = Counter(found.outcome for found in forecasts)
    return [(words, counts[outcome]) for outcome, words in GROUPS.items() if counts[outcome]]


def span(first, last):
    """Return days of the same programme year without the year: "12–30 Maret", "28 Maret – 4 April"."""
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]}"
    if first.month == last.month:
        return f"{first.day}–{span(last, last)}"
    return f"{span(first, first)} – {span(last, last)}"


def of_area(forecasts):
    """Return one sentence for an area, without a full stop: of one kecamatan its words, of more how many of each and
    the sessions missing in all.

    Empty where no kecamatan has a target.
    """
    aimed = [found for found in forecasts if found.outcome != Outcome.NO_TARGET]
    if not aimed:
        return ""
    if len(aimed) == 1:
        return in_words(aimed[0])
    counts = listed([f"{angka(count)} {words}" for words, count in grouped(aimed)])
    missing = sum(found.missing for found in aimed)
    more = f"; seluruhnya kurang {angka(missing)} sesi" if missing else ""
    return f"dari {angka(len(aimed))} kecamatan, {counts}{more}"
