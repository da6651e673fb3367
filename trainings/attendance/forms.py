"""Forms of attendance: rows read off a paper, and a decision between two officers."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.typed_text import one_line
from trainings.attendance import absent_rows


class CorrectionForm(forms.Form):
    is_present = forms.TypedChoiceField(
        choices=[("ya", "Hadir"), ("tidak", "Tidak hadir")], coerce=lambda it: it == "ya"
    )
    reason = forms.CharField(max_length=150, min_length=5)

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])


class AbsentRowsForm(forms.Form):
    """`last` is the number of the last row on the paper."""

    rows = forms.CharField(
        label="Nomor baris yang tidak hadir",
        required=False,
        max_length=2000,
        help_text="Angka dipisah spasi, misalnya 12 37 58-60. Kosongkan bila semua hadir.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_rows(self):
        try:
            return absent_rows.parse(self.cleaned_data["rows"], self.last)
        except absent_rows.WrongRows as wrong:
            raise ValidationError(str(wrong)) from None
