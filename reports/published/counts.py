"""The one way out of the figures: numbers of people by places, as a reader may see them."""

from collections import Counter
from operator import itemgetter

from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from okoce.small_counts import HIDDEN, is_known
from reports.figures import counted
from reports.published.hiding import hidden_places
from reports.published.readers import PUBLIC

LEVELS = list(Level)


def published(year, counts, level, *, reader=PUBLIC):
    """Return {code of a place: {column: number or HIDDEN}} of all places down to a level.

    `counts` are those of all places of that level, as reports.figures gives them. Columns are the stages of the year,
    `menunggu` and `terdaftar`; the last is the sum of two others and shown where both are.
    """
    stages = {Stage.REGISTRATION, *(row.stage for row in year.ordered_stages)}
    columns = {stage: itemgetter(stage) for stage in sorted(stages)} | {counted.WAITING: counted.waiting}
    whole = _summed_up(counts, level)
    shown = _shown(whole, level, columns, reader)
    for code, row in shown.items():
        is_whole = is_known(row[Stage.REGISTRATION]) and is_known(row[counted.WAITING])
        row[counted.REGISTERED] = whole[code][counted.REGISTERED] if is_whole else HIDDEN
    return shown


def published_columns(counts, level, names, *, reader=PUBLIC, also=None):
    """Return the same for other columns of people, which have nothing to do with each other.

    `also`: {column: codes to hide in it whatever they count}.
    """
    return _shown(_summed_up(counts, level), level, {name: itemgetter(name) for name in names}, reader, also)


def hidden_codes(numbers):
    """Return the codes that are hidden of {kecamatan code: people}, their kota and the province among them."""
    whole = _summed_up({code: Counter(people=people) for code, people in numbers.items()}, Level.KECAMATAN)
    return frozenset(
        hidden_places(_parts(Level.KECAMATAN), {code: row["people"] for code, row in whole.items()}, JAKARTA)
    )


def of_area(shown, area):
    """Return the columns of an Area, which may be several places: a sum is shown where all its parts are."""
    rows = [shown[code] for code in sorted(area.codes)]
    return {column: sum((row[column] for row in rows[1:]), rows[0][column]) for column in rows[0]}


def _shown(whole, level, columns, reader, also=None):
    """Decide each column for the whole of Jakarta at once: the same for every depth, page and paper."""
    shown = {code: {} for code in whole}
    parts = _parts(level)
    for column, number_of in columns.items():
        numbers = {code: number_of(people) for code, people in whole.items()}
        hidden = hidden_places(parts, numbers, JAKARTA, also=(also or {}).get(column, frozenset()))
        for code, number in numbers.items():
            shown[code][column] = HIDDEN if code in hidden and not reader.sees(code) else number
    return shown


def _summed_up(counts, level):
    """Return {code: Counter} of every place down to a level."""
    whole = {}
    for each in LEVELS[: LEVELS.index(level) + 1]:
        summed = counted.ByRegion(counts) if each == level else counted.add_up(counts, each)
        whole |= {place.code: summed[place.code] for place in places.of_level(each)}
    return whole


def _parts(level):
    """Return {code: the codes of its parts}, the fewest inhabitants first: public, and never the counts themselves."""
    found = {}
    for below in LEVELS[1 : LEVELS.index(level) + 1]:
        for place in sorted(places.of_level(below), key=lambda place: (place.population or 0, place.code)):
            found.setdefault(place.parent_id, []).append(place.code)
    return {code: tuple(codes) for code, codes in found.items()}
