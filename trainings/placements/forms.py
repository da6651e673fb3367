"""Forms of placements: where to, what came of it, and into which session graduates are booked."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from okoce.fields.days import DayField
from okoce.formats import rentang
from okoce.typed_text import one_line
from participants.cleaning import phones
from participants.people.models import Participant
from trainings.placements.models import Outcome
from trainings.sessions.models import Session


class PlacementForm(forms.Form):
    use_required_attribute = False

    host_name = forms.CharField(
        label="Tempat", max_length=120, error_messages={"required": "Isi nama usaha yang menerima."}
    )
    host_address = forms.CharField(
        label="Alamat", max_length=200, error_messages={"required": "Isi alamat tempat itu."}
    )
    host_phone = forms.CharField(
        label="Nomor HP penanggung jawab",
        max_length=30,
        error_messages={"required": phones.MESSAGES["PHONE_EMPTY"]},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    starts_on = DayField(label="Hari pertama")
    ends_on = DayField(label="Hari terakhir", help_text="Biasanya sebulan.")

    def clean_host_name(self):
        return one_line(self.cleaned_data["host_name"])

    def clean_host_address(self):
        return one_line(self.cleaned_data["host_address"])

    def clean_host_phone(self):
        phone = phones.clean(self.cleaned_data["host_phone"])
        if not phone.is_ok:
            raise ValidationError(phone.message)
        return phone.value


class OutcomeForm(forms.Form):
    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="Hasil",
        choices=[(value, word) for value, word in Outcome.choices if value != Outcome.RUNNING],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya.", "invalid_choice": "Pilih salah satu hasil."},
    )
    ended_on = DayField(label="Hari terakhir di sana", latest=today)
    note = forms.CharField(
        label="Catatan",
        max_length=200,
        required=False,
        help_text="Wajib bila berhenti sebelum selesai. Dibaca peserta.",
    )

    def clean_note(self):
        return one_line(self.cleaned_data["note"])


class BookGraduatesForm(forms.Form):
    """A coming session of a training, and which graduates."""

    use_required_attribute = False

    session = forms.ModelChoiceField(
        Session.objects.none(),
        label="Sesi",
        empty_label=None,
        error_messages={"required": "Pilih sesinya.", "invalid_choice": "Sesi ini tidak dapat dipesan lagi."},
    )
    people = forms.ModelMultipleChoiceField(
        Participant.objects.none(),
        error_messages={
            "required": "Centang dulu siapa yang dipesankan.",
            "invalid_choice": "Daftar berubah; centang lagi siapa yang dipesankan.",
            "invalid_pk_value": "Daftar berubah; centang lagi siapa yang dipesankan.",
        },
    )

    def __init__(self, *args, sessions, people=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
        self.fields["session"].label_from_instance = in_words
        if people is not None:
            self.fields["people"].queryset = people


def in_words(session):
    """Return a session as a choice: when and where, and how many seats are left."""
    return f"{rentang(session.starts_at, session.ends_at)}, {session.venue} ({session.seats_left} kursi tersisa)"
