"""Money, counts and years in forms.

They are text for the browser: a number box drops the dots people type, and `forms.IntegerField` alone reads 250.000
as 250.
"""

from django import forms
from django.core.exceptions import ValidationError

from okoce import counts, money
from okoce.formats import angka, rupiah
from okoce.number_words import in_words
from okoce.typed_text import tidy


class NumberInput(forms.TextInput):
    """A text box for which a phone shows its digits."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class AmountInput(forms.TextInput):
    """As NumberInput, with the letters of "1,5 juta" within reach."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})


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

    def shown(self, value):
        return self.written(value)


class RupiahField(CountField):
    """Whole rupiah: 1.250.000, Rp 1.250.000, 1,25 juta."""

    widget = AmountInput
    parse = staticmethod(money.parse)
    default_error_messages = {
        "required": money.EMPTY,
        "min_value": "Isi jumlah lebih dari Rp 0.",
        "max_value": money.TOO_LARGE,
    }

    def shown(self, value):
        return f"{rupiah(value)} ({in_words(value)} rupiah)"


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
