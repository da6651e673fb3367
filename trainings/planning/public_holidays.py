"""Public holidays of Indonesia and the days off that the government joins to them (cuti bersama), by day."""

from functools import cache

CATEGORIES = ("public", "government")


def names(years):
    """Return {day: name in Indonesian} of these years."""
    return {day: name for year in sorted(set(years)) for day, name in _of_year(year).items()}


@cache
def _of_year(year):
    import holidays  # 45 MB with the calendars of all countries: only for who plans

    return dict(holidays.country_holidays("ID", years=year, categories=CATEGORIES, language="id"))
