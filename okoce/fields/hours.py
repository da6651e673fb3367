"""The hour of a day on Jakarta's clock, as people write it."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError

from okoce.typed_text import LONGEST, tidy

_HOUR = re.compile(r"(?:pukul |jam )?([0-9]{1,2})(?:[.:]([0-9]{2}))?(?: ?WIB)?", re.I)


class HourInput(forms.TimeInput):
    """A short text input; a time in it reads 08.00."""

    def __init__(self, attrs=None):
        usual = {"autocomplete": "off", "inputmode": "decimal", "placeholder": "08.00"}
        super().__init__(usual | (attrs or {}), format="%H.%M")


class HourField(forms.TimeField):
    """08.00, 8:00, pukul 08.00 WIB or 8."""

    widget = HourInput
    default_error_messages = {
        "required": "Isi jamnya, misalnya 08.00.",
        "invalid": "Jam ini tidak terbaca; tulis seperti 08.00.",
    }

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        typed = tidy(value[: LONGEST + 1])
        if not typed:
            return None
        found = _HOUR.fullmatch(typed) if len(typed) <= LONGEST else None
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(int(found[1]), int(found[2] or 0))
