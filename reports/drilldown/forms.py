"""What the list behind a figure is asked by."""

from django import forms

from okoce.clock import today
from okoce.fields.days import DayField


class DayForm(forms.Form):
    tanggal = DayField(label="Per tanggal", required=False, latest=today)
