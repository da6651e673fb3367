"""Closing the list of applications, and drawing lots."""

from django import forms

from bazaars import draw as lots
from okoce.fields.days import DayField


class CloseForm(forms.Form):
    """Said while nobody can know the seed yet."""

    seed_source = forms.CharField(
        label="Asal angka acak",
        max_length=200,
        help_text="Angka umum yang baru diketahui pada hari undian, misalnya penutupan IHSG hari itu.",
        error_messages={"required": "Tulis dari mana angka acak diambil."},
    )
    draws_on = DayField(
        label="Hari undian",
        help_text="Setelah hari ini dan sebelum bazar mulai.",
        error_messages={"required": "Isi hari undian, misalnya 27/11/2026."},
    )


class DrawForm(forms.Form):
    """The seed as everybody can read it; a reason when lots were drawn before."""

    seed = forms.CharField(
        label="Angka acak",
        max_length=64,
        help_text="Persis seperti diumumkan sumbernya, misalnya 7.214,35.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Isi angka acak dari sumber yang diumumkan."},
    )
    reason = forms.CharField(
        label="Alasan undian ulang",
        max_length=180,
        help_text="Dibaca umum. Undian sebelumnya tetap terlihat.",
        error_messages={"required": "Tulis alasan undian ulang; alasan ini dibaca umum."},
    )

    def __init__(self, *args, is_repeated, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_repeated:
            del self.fields["reason"]

    def clean_seed(self):
        seed = lots.clean_seed(self.cleaned_data["seed"])
        if seed is None:
            raise forms.ValidationError("Pakai huruf, angka, spasi, titik, koma, garis miring, atau garis saja.")
        return seed
