"""settings.FROZEN_PARTS: what was to be expected when a fortnight was frozen, in the words of that day, for papers."""

from okoce.accounts.areas import Area
from okoce.regions.levels import Level
from reports.figures import counted
from reports.forecast import words
from reports.forecast.year_forecasts import forecast_of
from reports.published.counts import published

PART = "forecast"
EVERYWHERE = Area.everywhere()


def parts(year, on, known_at):
    """Return {"forecast": {region code: {"words", "missing"}}} of a day, for each kecamatan, kota and the province.

    Sessions are those planned and held by the instant of freezing. A kecamatan whose count is hidden is left out, and
    a region without a target has empty words.
    """
    people = counted.stage_counts(year, Level.KECAMATAN, on, known_at=known_at)
    forecasts = forecast_of(year, EVERYWHERE, on, people=published(year, people, Level.KECAMATAN))
    inside = {}
    for code, found in forecasts.items():
        for level in (Level.KECAMATAN, Level.KOTA, Level.PROVINCE):
            inside.setdefault(counted.code_at(code, level), []).append(found)
    return {PART: {code: _plain(found) for code, found in inside.items()}}


def _plain(forecasts):
    return {"words": words.of_area(forecasts), "missing": sum(found.missing for found in forecasts)}
