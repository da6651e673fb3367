"""Why person rows are taken along, and in which shape."""

from django import forms

from okoce import sheets_out
from participants.people.forms import ReasonForm


class ExportForm(ReasonForm):
    bentuk = forms.ChoiceField(
        label="Bentuk berkas",
        choices=[(sheets_out.XLSX, "XLSX (Excel, LibreOffice)"), (sheets_out.CSV, "CSV (teks)")],
        initial=sheets_out.XLSX,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bentuk berkas.", "invalid_choice": "Pilih salah satu bentuk berkas."},
    )
