from django import forms

from okoce.regions.models import Region


class BazaarFilterForm(forms.Form):
    """Questions to the public list; an answer that makes no sense filters nothing."""

    kecamatan = forms.ModelChoiceField(
        Region.objects.kecamatan().order_by("name"), required=False, empty_label="Semua kecamatan"
    )

    @property
    def chosen(self):
        return self.cleaned_data["kecamatan"] if self.is_valid() else None
