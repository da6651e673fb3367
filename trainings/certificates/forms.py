"""The code of a paper that somebody checks."""

from django import forms


class VerifyForm(forms.Form):
    use_required_attribute = False
    kode = forms.CharField(
        label="Kode cek",
        max_length=60,
        help_text="24 huruf dan angka di samping kotak QR, misalnya 7K3M-9QAB-…",
        error_messages={
            "required": "Tulis kode cek yang tercetak di sertifikat.",
            "max_length": "Kode cek berisi 24 huruf dan angka; cocokkan lagi dengan kertasnya.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
