"""The filter of the list of bazaars."""

from django import forms

from okoce.fields.kept_choices import KeptSelect
from okoce.regions import places


class BazaarFilterForm(forms.Form):
    """Questions to the public list; an answer that makes no sense filters nothing."""

    kecamatan = forms.ChoiceField(required=False, widget=KeptSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *places.kecamatan()]

    @property
    def chosen(self):
        return self.cleaned_data["kecamatan"] if self.is_valid() else None
