"""Why a registration is sent back, and what the person answers."""

from django import forms

from participants.returned_cards.models import CardReturn


class ReturnForm(forms.Form):
    use_required_attribute = False

    reason = forms.ChoiceField(
        label="Alasan",
        choices=CardReturn.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih salah satu alasan di daftar."},
    )
    words = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Dibaca orangnya, atau dibacakan lewat telepon. Jangan tulis NIK.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AnswerForm(forms.Form):
    use_required_attribute = False

    answer = forms.CharField(
        label="Jawaban",
        required=False,
        max_length=200,
        help_text="Misalnya: KTP baru sudah jadi, saya datang hari Senin. Jangan tulis NIK.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
