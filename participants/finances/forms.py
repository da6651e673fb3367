"""A month of the book."""

import datetime as dt

from django import forms

from okoce.clock import today
from okoce.fields.numbers import RupiahField
from okoce.formats import bulan
from okoce.versioned_forms import VersionedForm
from participants.finances.actions import months_until
from participants.journey.forms import RecordForm
from participants.people.once_form import OnceForm


class FiguresForm(RecordForm):
    sales = RupiahField(
        label="Penjualan sebulan",
        help_text="Semua uang yang masuk dari jualan, misalnya 1.250.000.",
        error_messages={"required": "Isi jumlah penjualan; tulis 0 bila tidak ada."},
    )
    costs = RupiahField(
        label="Biaya sebulan",
        help_text="Bahan, sewa, ongkos, upah. Laba dihitung sendiri.",
        error_messages={"required": "Isi jumlah biaya; tulis 0 bila tidak ada."},
    )


class CorrectionForm(VersionedForm, FiguresForm):
    """Other figures for a month that was handed in."""


class StatementForm(OnceForm, FiguresForm):
    month_on = forms.TypedChoiceField(
        label="Bulan",
        coerce=dt.date.fromisoformat,
        error_messages={
            "required": "Pilih bulan yang dilaporkan.",
            "invalid_choice": "Pilih bulan dari daftar; bulan yang belum mulai tidak bisa dilaporkan.",
        },
    )
    field_order = ["month_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month_on"].choices = [("", "Pilih bulan")] + [
            (month.isoformat(), bulan(month)) for month in months_until(today())
        ]
