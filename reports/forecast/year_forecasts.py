"""The forecasts of all kecamatan of an area: for homes, public pages, papers and the meeting.

    forecasts = year_forecasts.forecast_of(year, area, today())     # {kecamatan code: Forecast}
    words.in_words(forecasts["31.73.02"])                           # "tercapai 12–30 Maret"
    words.of_area(forecasts.values())                               # one sentence for many kecamatan

What is read: targets (from memory), people by stage, sessions. What was played is kept until its values change.
"""

import hashlib

from django.core.cache import cache

from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import Level
from okoce.small_counts import is_known
from reports.figures import counted
from reports.forecast import records
from reports.forecast.forecasts import forecast
from reports.forecast.yields import LOOKED_BACK

VERSION = 1  # raised whenever a forecast of the same values becomes another one
KEPT_SECONDS = 86_400


def forecast_of(year, area, on, *, stage=Stage.TRAINING, people=None):
    """Return {kecamatan code: Forecast} of an area on a day, for each of its kecamatan whose people are not hidden.

    `people` are the stage counts of that day as the reader may see them (published.counts); without them they are read
    whole, for staff who may open the lists. Sessions are taken as they are planned now, also for a day that is past.
    """
    if people is None:
        people = counted.stage_counts(year, Level.KECAMATAN, on, area=area)
    targets = counted.targets(year, area=area)
    held, before = records.history(year, stage, on)
    planned = records.planned(year, area, on)
    values = {
        code: (
            targets[code][stage],
            people[code][stage],
            held.get(code, [])[-LOOKED_BACK:],
            planned.get(code, []),
            before,
        )
        for code, _ in places.kecamatan()
        if code in area and is_known(people[code][stage])
    }
    return _played(year, stage, values)


def _played(year, stage, values):
    """{code: Forecast} of these values; those kept from before where nothing moved."""
    key = f"forecast:played:{VERSION}:{year.pk}:{stage}"
    kept = cache.get(key) or {}
    found = {}
    for code, (target, people, held, planned, before) in values.items():
        mark = hashlib.sha256(repr(values[code]).encode()).hexdigest()
        known = kept.get(code)
        if known is None or known[0] != mark:
            seed = f"{year.year} {stage} {code}"
            known = mark, forecast(target, people, held, planned, before=before, seed=seed)
        found[code] = known
    if any(kept.get(code) != known for code, known in found.items()):
        cache.set(key, kept | found, KEPT_SECONDS)
    return {code: forecast for code, (_, forecast) in found.items()}
