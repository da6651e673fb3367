"""Form fields for money, counts, days and moments: one each, for every form and the admin.

They are text for the browser: a number box drops the dots people type, and `forms.IntegerField` alone reads 250.000
as 250.
"""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils.timezone import localtime

from okoce import counts, dates, money
from okoce.clock import WIB, today
from okoce.formats import angka, tanggal
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


class NumberInput(forms.TextInput):
    """A text box for which a phone shows its digits."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class AmountInput(forms.TextInput):
    """As NumberInput, with the letters of "1,5 juta" within reach."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})


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


class CountField(forms.IntegerField):
    """A whole number: 2000 or 2.000."""

    widget = NumberInput
    parse = staticmethod(counts.parse)
    default_error_messages = {
        "required": counts.EMPTY,
        "min_value": "Isi paling sedikit %(limit_value)s.",
        "max_value": "Isi paling banyak %(limit_value)s.",
    }

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        for name, limit in (("min_value", min_value), ("max_value", max_value)):
            if limit is not None:
                self.error_messages[name] %= {"limit_value": angka(limit)}

    def to_python(self, value):
        if isinstance(value, int) or value in self.empty_values or not tidy(value):
            return value if isinstance(value, int) else None
        try:
            return self.parse(tidy(value))
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from None

    def prepare_value(self, value):
        """The number as understood, also where another field of the form was refused."""
        try:
            number = self.to_python(value)
        except ValidationError:
            return value
        return value if number is None else self.written(number)

    def written(self, number):
        return angka(number)


class RupiahField(CountField):
    """Whole rupiah: 1.250.000, Rp 1.250.000, 1,25 juta."""

    widget = AmountInput
    parse = staticmethod(money.parse)
    default_error_messages = {
        "required": money.EMPTY,
        "min_value": "Isi jumlah lebih dari Rp 0.",
        "max_value": money.TOO_LARGE,
    }


class YearField(CountField):
    """A year: its four digits stand without a dot."""

    default_error_messages = {"invalid": "Tulis tahunnya dengan empat angka, misalnya 2021."}

    def to_python(self, value):
        typed = value if isinstance(value, int) else tidy(value)
        if typed and not isinstance(typed, int) and not (len(typed) == 4 and typed.isascii() and typed.isdigit()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def written(self, number):
        return str(number)


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


_ADMIN = {"class": "vTextField"}  # sized by the admin's own style sheet
# What a column is asked with. All money of the portal is kept in PositiveBigIntegerField, and no other number that is
# typed. SQLite would take a number that PostgreSQL's column cannot hold.
OF_COLUMNS = {
    models.PositiveBigIntegerField: {"form_class": RupiahField, "widget": AmountInput(_ADMIN)},
    models.PositiveSmallIntegerField: {
        "form_class": CountField,
        "widget": NumberInput(_ADMIN),
        "max_value": 2**15 - 1,
    },
    models.IntegerField: {"form_class": CountField, "widget": NumberInput(_ADMIN), "max_value": 2**31 - 1},
    models.DateField: {"form_class": DayField, "widget": DayInput(_ADMIN)},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput(_ADMIN)},
}


def of_column(column, **kwargs):
    """Return the form field of a model's column; for `formfield_callback` of a ModelForm."""
    kind = next((kind for kind in type(column).__mro__ if kind in OF_COLUMNS), None)
    given = {name: value for name, value in OF_COLUMNS.get(kind, {}).items() if name != "widget"}
    return column.formfield(**given | kwargs)
