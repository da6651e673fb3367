"""Forms of editions: a paragraph, the day of a meeting, the number of a paper."""

from django import forms

from okoce.clock import today
from okoce.fields.days import DayField
from okoce.versioned_forms import VersionedForm
from reports.snapshots.meeting_days import WEEKDAYS


class ParagraphForm(VersionedForm):
    text = forms.CharField(
        label="Alinea",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Paling banyak 600 huruf. Tercetak di halaman depan laporan; jangan menyebut nama orang.",
        error_messages={"max_length": "Alinea ini lebih dari 600 huruf; ringkaskan."},
    )


class WeekdayForm(VersionedForm):
    """The weekday of a year's meetings."""

    weekday = forms.TypedChoiceField(
        label="Hari rapat",
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select width-20"}),
        error_messages={"invalid_choice": "Pilih satu hari dari daftar.", "required": "Pilih satu hari dari daftar."},
    )


class MeetingForm(VersionedForm):
    """The day of one meeting."""

    meeting_on = DayField(label="Hari rapat", earliest=today, error_messages={"required": "Tulis hari rapatnya."})


class NumberForm(forms.Form):
    use_required_attribute = False
    nomor = forms.CharField(
        label="Nomor laporan",
        max_length=40,
        help_text="Tercetak di samping kotak QR, misalnya 2026-23-R1-31.73.02.",
        error_messages={
            "required": "Tulis nomor yang tercetak di laporan.",
            "max_length": "Nomor laporan lebih pendek dari itu; cocokkan lagi dengan kertasnya.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
