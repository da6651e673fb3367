"""The filter of the list of bazaars; how staff change one."""

from django import forms

from bazaars.actions import changes
from bazaars.models import Bazaar
from okoce import refusals
from okoce.fields.columns import of_column
from okoce.fields.kept_choices import KeptSelect
from okoce.formats import angka
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


class BazaarForm(forms.ModelForm):
    """A bazaar with applicants is moved or taken off the list only by who confirms that they are notified."""

    notifies = forms.BooleanField(label="Ya, simpan perubahan dan kabari mereka", required=False)

    class Meta:
        model = Bazaar
        fields = [
            "name",
            "kecamatan",
            "venue",
            "starts_on",
            "ends_on",
            "stalls",
            "applications_end_on",
            "programme_year",
            "is_published",
        ]
        formfield_callback = of_column

    def clean(self):
        cleaned = super().clean()
        if {"venue", "starts_on", "ends_on", "is_published"} & set(self.changed_data) and not cleaned.get("notifies"):
            with refusals.at_form(self, "notifies" if "notifies" in self.fields else None):
                self._refuse_unconfirmed()
        return cleaned

    def _refuse_unconfirmed(self):
        if not (reached := changes.concerned(self.instance)).people:
            return
        raise forms.ValidationError(
            f"Perubahan ini mengenai {angka(reached.people)} pelamar ({reached.in_words}). "
            "Centang “kabari mereka” di bagian bawah formulir, lalu simpan lagi."
        )
