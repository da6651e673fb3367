"""The questions of the registration, asked again about somebody who is registered."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.fields.kept_choices import KeptSelect
from okoce.fields.rows import RowField
from okoce.typed_text import one_line
from okoce.versioned_forms import VersionedForm
from participants.cleaning import availability
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import PlaceFields
from participants.registration.forms.questions import CHOOSE, TimesForm

PLACE_MISSING = "Pilih juga kelurahannya; tekan Tampilkan kelurahan bila daftarnya kosong."


class ChangeTimesForm(VersionedForm, TimesForm):
    """When somebody can come."""

    in_words = {"availability": availability.in_words}


class ChangeBusinessForm(VersionedForm, PlaceFields, BusinessForm):
    """The fields are named as the columns of Business."""

    business_name = None
    name = forms.CharField(
        label="Nama usaha", required=False, max_length=100, help_text="Boleh dikosongkan bila belum ada."
    )
    kecamatan = forms.ChoiceField(
        label="Kecamatan tempat usaha",
        required=False,
        widget=KeptSelect(attrs={"data-kecamatan": "kelurahan"}),
        error_messages={"invalid_choice": CHOOSE},
    )
    kelurahan = RowField(
        label="Kelurahan tempat usaha",
        required=False,
        error_messages={"invalid_choice": "Kelurahan ini bukan bagian dari kecamatan tempat usaha; pilih lagi."},
    )
    must_choose_class = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_places("kecamatan", "kelurahan")

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kecamatan") and "kelurahan" in cleaned and not cleaned["kelurahan"]:
            self.add_error("kelurahan", ValidationError(PLACE_MISSING))
        return cleaned
