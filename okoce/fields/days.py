"""Days and moments in forms: as the browser's calendar gives them, or as people write them."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.timezone import localtime

from okoce import dates
from okoce.clock import WIB, today
from okoce.formats import tanggal, waktu
from okoce.typed_text import LONGEST, tidy

YEARS_AHEAD = timedelta(days=5 * 365)  # nothing is planned further on
UNREADABLE_DAY = (
    "Tanggal ini tidak ada di kalender atau tidak terbaca; tulis hari, bulan, dan tahun, misalnya 27/11/2026."
)
UNREADABLE_MOMENT = "Waktu ini tidak terbaca; tulis tanggal dan jamnya, misalnya 27/11/2026 09.00."
TOO_EARLY = "Tanggal ini sebelum {day}; periksa tahunnya."
TOO_LATE = "Tanggal ini sesudah {day}; periksa tahunnya."


def in_five_years():
    return today() + YEARS_AHEAD


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants and gives 2026-11-21."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "width-20", **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Day and hour in one box with one label, picked by the browser itself; on Jakarta's clock."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class _Bounded:
    """`earliest` and `latest` of a day that can be meant, as days or functions without arguments."""

    def __init__(self, *, earliest=dates.FIRST_DAY, latest=in_five_years, **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    @property
    def span(self):
        return [day() if callable(day) else day for day in (self.earliest, self.latest)]

    def fits(self, day):
        earliest, latest = self.span
        return earliest <= day <= latest

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        day, (earliest, latest) = self.day_of(value), self.span
        if day < earliest:
            raise self.refusal("too_early", TOO_EARLY, earliest)
        if day > latest:
            raise self.refusal("too_late", TOO_LATE, latest)

    def refusal(self, code, usual, limit):
        return ValidationError(self.error_messages.get(code, usual).format(day=tanggal(limit)), code=code)


class DayField(_Bounded, forms.DateField):
    """The day of an act: as the browser's calendar gives it, or 27/11/2026, 27 November 2026."""

    widget = DayInput
    default_error_messages = {"required": "Isi tanggalnya, misalnya 27/11/2026.", "invalid": UNREADABLE_DAY}

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        typed = tidy(value[: LONGEST + 1])
        if not typed:
            return None
        day = dates.read(typed, fits=self.fits) if len(typed) <= LONGEST else None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def day_of(self, value):
        return value

    def shown(self, value):
        return tanggal(value)


class MomentField(_Bounded, forms.DateTimeField):
    """Day and hour on Jakarta's clock: as the browser gives them, or 27/11/2026 09.00."""

    widget = MomentInput
    default_error_messages = {
        "required": "Isi tanggal dan jamnya, misalnya 27/11/2026 09.00.",
        "invalid": UNREADABLE_MOMENT,
    }

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        typed = tidy(value[: LONGEST + 1])
        if not typed:
            return None
        moment = dates.read_moment(typed, fits=self.fits) if len(typed) <= LONGEST else None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return from_current_timezone(moment)

    def day_of(self, value):
        return localtime(value, WIB).date()

    def shown(self, value):
        return waktu(value)
