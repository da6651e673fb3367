"""Forms to book a seat for oneself and for others."""

from django import forms

from participants.cleaning import registration_numbers
from participants.people.models import Participant


class BookForm(forms.Form):
    """Which of one's own people gets the seat."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(),
        error_messages={
            "required": "Pilih dulu siapa yang akan ikut.",
            "invalid_choice": "Pilih salah satu anggota keluarga Anda.",
        },
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = Participant.objects.owned_by(user).defer("nik_sealed")


class BookForOthersForm(forms.Form):
    """A participant of one's area, by the number on the receipt."""

    registration_number = forms.CharField(
        label="Nomor pendaftaran",
        help_text="Tertulis di tanda terima, misalnya OK26-7K3M9Q-X.",
        error_messages={"required": "Isi nomor pendaftaran peserta."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = Participant.objects.visible_to(user).select_related("user")

    def clean_registration_number(self):
        typed = self.cleaned_data["registration_number"]
        number = registration_numbers.parse(typed) or typed.strip()
        self.participant = self.people.filter(registration_number=number).first()
        if self.participant is None:
            raise forms.ValidationError(
                "Nomor ini tidak ada di wilayah Anda. Periksa lagi hurufnya, atau minta peserta memesan sendiri."
            )
        return number


class CancelForm(forms.Form):
    """Staff say why they give somebody's seat back."""

    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Dibaca peserta.",
        error_messages={"required": "Tulis alasan pembatalan; alasan ini dibaca peserta."},
    )
