"""The form to apply for a stall."""

from django import forms
from django.utils.text import capfirst

from bazaars.models import StallApplication
from participants.people.models import Participant


class ApplyForm(forms.Form):
    """Who of one's own people asks for a stall, and what they sell."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(),
        label="Siapa yang berjualan?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih dulu siapa yang berjualan.",
            "invalid_choice": "Pilih salah satu anggota keluarga Anda.",
        },
    )
    category = forms.ChoiceField(
        label="Apa yang dijual?",
        choices=[(value, capfirst(label)) for value, label in StallApplication.Category.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang dijual."},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = people
        self.fields["participant"].initial = people[0].pk if len(people) == 1 else None
