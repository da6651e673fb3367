"""What an officer says of a pair that may be one person."""

from django import forms

from okoce.typed_text import one_line
from participants.people.forms import ReasonForm
from participants.twins.models import TwinCandidate

DIFFERENT, LATER = "beda", "nanti"
STATES = {DIFFERENT: TwinCandidate.State.DIFFERENT, LATER: TwinCandidate.State.LATER}


class DecideForm(forms.Form):
    use_required_attribute = False

    keputusan = forms.ChoiceField(choices=[(name, name) for name in STATES])
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=150,
        help_text="Boleh dikosongkan, misalnya: kembar kandung, atau tunggu KTP dibawa.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_catatan(self):
        return one_line(self.cleaned_data["catatan"])

    @property
    def state(self):
        return STATES[self.cleaned_data["keputusan"]]


class SameForm(ReasonForm):
    """Which of the two records goes on, and what was seen."""

    pakai = forms.ChoiceField(
        label="Data yang dipakai selanjutnya",
        help_text="Nama, NIK, dan kontaknya yang tetap. Kursi, catatan, izin, dan langkah keduanya ikut ke sini.",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih data yang dipakai.", "invalid_choice": "Pilih data yang dipakai."},
    )
    field_order = ("pakai", "reason")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pakai"].choices = [
            (str(person.pk), f"{person.name}, {person.registration_number}") for person in people
        ]
        self.fields["reason"].label = "Apa yang dilihat sehingga yakin keduanya satu orang"
        self.fields["reason"].help_text = "Misalnya: KTP asli dibawa, foto dan alamatnya sama. Jangan menulis NIK."

    def chosen(self, people):
        """Return (the record that goes on, the other one)."""
        keep = next(person for person in people if str(person.pk) == self.cleaned_data["pakai"])
        return keep, next(person for person in people if person != keep)
