"""Which year is made from which, and with what part of the targets."""

import datetime as dt

from django import forms

from okoce.fields.days import DayField
from okoce.fields.numbers import CountField, YearField
from okoce.programme import memory


class TurnForm(forms.Form):
    use_required_attribute = False

    year = YearField(label="Tahun baru", min_value=2018, max_value=2100)
    starts_on = DayField(label="Mulai")
    ends_on = DayField(label="Selesai")
    percent = CountField(
        label="Target, persen dari tahun sebelumnya",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="100: sama dengan tahun sebelumnya. Kosong: target tidak disalin, tempelkan tabelnya kemudian.",
    )

    def __init__(self, *args, **kwargs):
        years = memory.years().values()
        self.from_year = max(years, key=lambda each: each.year, default=None)
        if self.from_year:
            number = self.from_year.year + 1
            usual = {"year": number, "starts_on": dt.date(number, 1, 1), "ends_on": dt.date(number, 12, 31)}
            kwargs["initial"] = usual | {"percent": 100} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
