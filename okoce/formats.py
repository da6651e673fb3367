"""How the portal writes numbers, money, days and hours: the Indonesian way, and "–" for what is not known."""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from okoce.clock import WIB
from okoce.small_counts import HIDDEN, SIGN

UNKNOWN = "–"
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def angka(value, digits=None):
    """1.234 or 1.234,5: at most one decimal unless `digits` asks for a fixed number of them."""
    if value is None or value == "":
        return UNKNOWN
    if type(value) is int and not digits:  # most of what is written, and ten times as fast
        return f"{value:,}".replace(",", ".").replace("-", "−")
    if value is HIDDEN:
        return SIGN
    number = Decimal(str(value))
    places = 1 if digits is None else int(digits)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if digits is None and rounded == rounded.to_integral_value():
        rounded = rounded.to_integral_value()
    text = f"{abs(rounded):,f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def hingga(count, most):
    """1.000, or "lebih dari 1.000" where counting ended with the next one."""
    return f"lebih dari {angka(most)}" if count > most else angka(count)


def rupiah(value):
    """Rp 1.250.000, always whole rupiah."""
    if value is None or value == "":
        return UNKNOWN
    text = angka(value, 0)
    return f"−Rp {text[1:]}" if text.startswith("−") else f"Rp {text}"


def persen(part, whole=1):
    """12,5 %: the share of `part` in `whole`; a share of nothing is not known."""
    if part is HIDDEN or whole is HIDDEN:
        return SIGN
    if part is None or part == "" or not whole:
        return UNKNOWN
    return f"{angka(Decimal(str(part)) * 100 / Decimal(str(whole)))} %"


def local(value):
    """The same moment on Jakarta's clock; a value without a zone already is."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(WIB)
    return value


def tanggal(value):
    """21 November 2026, the day in Jakarta."""
    if not value:
        return UNKNOWN
    day = local(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def tanggal_pendek(value):
    """21 Nov 2026."""
    if not value:
        return UNKNOWN
    day = local(value)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def hari(value):
    """Sabtu, 21 November 2026."""
    if not value:
        return UNKNOWN
    return f"{DAYS[local(value).weekday()]}, {tanggal(value)}"


def bulan(value):
    """November 2026."""
    if not value:
        return UNKNOWN
    day = local(value)
    return f"{MONTHS[day.month - 1]} {day.year}"


def pukul(value):
    """09.00 WIB."""
    if value is None or value == "":
        return UNKNOWN
    moment = local(value)
    return f"{moment:%H.%M} WIB"


def waktu(value):
    """21 November 2026 pukul 09.00 WIB."""
    if not value:
        return UNKNOWN
    return f"{tanggal(value)} pukul {pukul(value)}"


def rentang(start, end):
    """A span of days, hours or both, without saying anything twice."""
    if start is None or end is None:
        return UNKNOWN
    start, end = local(start), local(end)
    if isinstance(start, time):
        return f"{start:%H.%M}–{end:%H.%M} WIB"
    if isinstance(start, datetime):
        if start.date() == end.date():
            return f"{hari(start)}, {start:%H.%M}–{end:%H.%M} WIB"
        return f"{waktu(start)} – {waktu(end)}"
    return _days(start, end)


def _days(start: date, end: date):
    if start == end:
        return tanggal(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{tanggal(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {tanggal(end)}"
    return f"{tanggal(start)} – {tanggal(end)}"


def listed(words):
    """Return words as a series with the comma of Indonesian spelling (EYD V): "A", "A dan B", "A, B, dan C"."""
    *most, last = words
    if not most:
        return last
    return f"{', '.join(most)}{',' if len(most) > 1 else ''} dan {last}"
