"""How many people to invite, and who of those shown is left out."""

from django import forms

from okoce.fields.numbers import CountField
from okoce.pk_parsing import row_number

SHOWN = 50  # people named on the page; the others follow by the same rule
NUMBER = "Isi berapa orang yang diundang, dengan angka."


class InviteForm(forms.Form):
    """`shown` are the ids the page named, `people` those still ticked, `seen` how many were invited by then."""

    number = CountField(
        label="Berapa orang",
        min_value=1,
        error_messages={"required": NUMBER, "min_value": "Undang paling sedikit satu orang."},
    )
    seen = CountField(min_value=0, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def without(self):
        """Ids of those whose tick was taken off."""
        shown = {row_number(text) for text in self.cleaned_data["shown"].split("-")[:SHOWN]}
        return shown - {row_number(text) for text in self.data.getlist("people")} - {None}
