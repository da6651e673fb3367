"""What an officer proposes about a card."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from participants.cleaning import dates, nik, person_names
from participants.cleaning.sexes import Sex
from participants.corrections.models import Correction
from participants.people.forms import ReasonForm


class CorrectionForm(ReasonForm):
    """Filled with what is stored; a NIK that is left empty stays as it is."""

    name = forms.CharField(
        label="Nama di KTP",
        error_messages={"required": person_names.MESSAGES["NAME_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    nik = forms.CharField(
        label="NIK yang benar",
        required=False,
        help_text="Kosongkan bila NIK yang tercatat sudah benar.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "width-20"}),
    )
    birth_on = forms.CharField(
        label="Tanggal lahir",
        help_text="Contoh: 10/05/1990.",
        error_messages={"required": dates.MESSAGES["DATE_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-10"}),
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex.choices, widget=forms.RadioSelect)
    seen = forms.ChoiceField(
        label="Yang Anda lihat",
        choices=Correction.Seen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih surat yang Anda lihat."},
    )
    field_order = ["name", "nik", "birth_on", "sex", "seen", "reason"]

    def clean_name(self):
        return _accepted(person_names.clean(self.cleaned_data["name"]))

    def clean_nik(self):
        typed = self.cleaned_data["nik"]
        return _accepted(nik.clean(typed, today=today())) if typed.strip() else ""

    def clean_birth_on(self):
        return _accepted(dates.clean(self.cleaned_data["birth_on"], today=today()))

    @property
    def proposed(self):
        """What is handed to the action: no NIK where none was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "nik" or value}


def _accepted(cleaned):
    if not cleaned.is_ok:
        raise ValidationError(cleaned.message)
    return cleaned.value
