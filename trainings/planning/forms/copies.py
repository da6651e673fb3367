"""To which day sessions are copied."""

from django import forms

from okoce.fields.days import DayField

SAME_DAY = "Pilih tanggal lain: ini tanggal sesi yang disalin."


class CopyForm(forms.Form):
    """`first_on` is the day on which the first of the sessions begins."""

    to = DayField(label="Disalin ke tanggal", help_text="Tanggal pertemuan pertama. Sesi lain bergeser sama jauhnya.")

    def __init__(self, *args, first_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_on = first_on

    def clean_to(self):
        if self.cleaned_data["to"] == self.first_on:
            raise forms.ValidationError(SAME_DAY)
        return self.cleaned_data["to"]

    @property
    def days(self):
        return (self.cleaned_data["to"] - self.first_on).days
