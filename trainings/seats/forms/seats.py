"""Forms to book a seat for oneself and to give one back."""

from django import forms

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


class CancelForm(forms.Form):
    """Staff say why they give somebody's seat back."""

    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Dibaca peserta.",
        error_messages={"required": "Tulis alasan pembatalan; alasan ini dibaca peserta."},
    )
