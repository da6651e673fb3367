"""Tables of the page of evidence: the trend and the seats, from frozen figures alone. Pure."""

from datetime import date

from reports.figures import trends
from reports.papers import paces
from reports.papers.paper_parts import label


def trend(figures, most=6):
    """The picture's numbers as a table: stages by the last fortnights."""
    points = figures["trend"][-most:]
    return {
        "head": [trends.short(date.fromisoformat(point["on"])) for point in points],
        "rows": [
            {"label": label(row), "people": [paces.shown(point["stages"][row["stage"]]) for point in points]}
            for row in figures["stages"]
        ],
    }


def training(figures):
    """Seats of the fortnight and of the year, one row a number."""
    now, year = figures["training_added"], figures["training"]
    named = (("Sesi selesai", "sessions"), ("Kursi disediakan", "seats"), ("Kursi dipesan", "booked"))
    named += (("Hadir", "attended"),)
    rows = [{"label": name, "now": paces.shown(now[key]), "year": paces.shown(year[key])} for name, key in named]
    for name, part, whole in (
        ("Hadir dari yang dipesan", "attended", "booked"),
        ("Kursi terisi dari yang ada", "attended", "seats"),
    ):
        rows.append(
            {"label": name, "now": paces.share(now[part], now[whole]), "year": paces.share(year[part], year[whole])}
        )
    return rows
