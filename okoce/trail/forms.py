"""What came of looking at an unusual opening."""

from django import forms

from okoce.masking import blank_nik


class ResultForm(forms.Form):
    result = forms.CharField(
        label="Hasil pemeriksaan",
        min_length=5,
        max_length=200,
        error_messages={
            "required": "Tulis hasil pemeriksaan, misalnya: dinas malam, sudah dikonfirmasi atasan.",
            "min_length": "Tulis hasil pemeriksaan sedikitnya 5 huruf.",
        },
    )

    def clean_result(self):
        return blank_nik(self.cleaned_data["result"])
