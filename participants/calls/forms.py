"""Narrowing a call list, and why somebody cannot be reached."""

from django import forms
from django.db.models import TextChoices

from okoce.fields.kept_choices import KeptSelect
from okoce.regions import places


class KecamatanForm(forms.Form):
    """One kecamatan of the area; an answer that makes no sense filters nothing."""

    kecamatan = forms.ChoiceField(label="Kecamatan", required=False, widget=KeptSelect)

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *places.kecamatan(area)]

    @property
    def chosen(self):
        return self.cleaned_data["kecamatan"] if self.is_valid() else ""


class Why(TextChoices):
    DIED = "wafat", "Sudah meninggal"
    LEFT = "pindah", "Pindah dan tidak bisa dihubungi"
    REFUSES = "menolak", "Tidak mau dihubungi"
    OTHER = "lain", "Alasan lain"


class ImpossibleForm(forms.Form):
    why = forms.ChoiceField(
        label="Alasan",
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih salah satu alasan di bawah."},
    )
    note = forms.CharField(label="Keterangan", max_length=120, required=False, help_text="Wajib untuk alasan lain.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("why") == Why.OTHER and not cleaned.get("note"):
            self.add_error("note", "Tulis singkat apa alasannya.")
        return cleaned

    @property
    def reason(self):
        label = Why(self.cleaned_data["why"]).label
        note = self.cleaned_data["note"]
        return f"{label}: {note}" if note else label
