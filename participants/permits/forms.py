"""A licence: applied for, issued or refused."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from okoce.clock import today
from okoce.dates import OLDEST_PAPER
from okoce.fields.columns import of_column
from okoce.fields.days import DayField
from okoce.versioned_forms import VersionedModelForm
from participants.journey.actions import evidence as records
from participants.journey.forms import RecordForm
from participants.people.once_form import OnceForm
from participants.permits import actions as permits
from participants.permits.models import Licence


class IssuedField(DayField):
    """The day on the paper, which may be older than the programme."""

    def __init__(self, **kwargs):
        options = {"label": "Tanggal terbit", "required": False, "help_text": "Seperti tertulis di surat izinnya."}
        errors = {"too_late": permits.NOT_YET}
        super().__init__(earliest=OLDEST_PAPER, latest=today, error_messages=errors, **options | kwargs)


class LicenceForm(VersionedModelForm):
    """The admin's form: a new licence, or what was mistyped in one."""

    class Meta:
        model = Licence
        fields = ["participant", "kind", "state", "number", "issued_on", "refusal_reason"]
        field_classes = {"issued_on": IssuedField}
        formfield_callback = of_column

    def lock_first(self):
        records.lock_person(self.instance.participant_id)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("state"):
            permits.refuse_move(self.instance.state, cleaned["state"])
        elif cleaned.get("participant") and cleaned.get("kind"):
            permits.refuse_second(cleaned["participant"], cleaned["kind"])
        paper = {name: cleaned.get(name) for name in ("state", "number", "issued_on", "refusal_reason")}
        participant = cleaned.get("participant") or (self.instance.participant if self.instance.pk else None)
        if participant and (lacks := permits.missing(participant, **paper)):
            raise ValidationError(lacks)
        return cleaned


class ResultForm(RecordForm):
    """How an application ended; what must be filled in for it is the action's business."""

    state = forms.ChoiceField(
        label="Keadaan",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih keadaan izinnya.",
            "invalid_choice": "Pilih keadaan dari daftar; izin terbit dicatat oleh yang melihat surat izinnya.",
        },
    )
    number = forms.CharField(
        label="Nomor izin",
        max_length=40,
        required=False,
        help_text="Diisi bila sudah terbit.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issued_on = IssuedField()
    refusal_reason = forms.CharField(
        label="Alasan ditolak", max_length=200, required=False, help_text="Diisi bila ditolak."
    )

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, capfirst(state.label)) for state in states]
        if Licence.State.ISSUED not in states:
            del self.fields["number"], self.fields["issued_on"]

    def clean(self):
        return {"number": "", "issued_on": None} | super().clean()


class NewLicenceForm(OnceForm, ResultForm):
    kind = forms.ChoiceField(
        label="Jenis izin",
        choices=Licence.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenis izin yang diurus.", "invalid_choice": "Pilih jenis izin dari daftar."},
    )
    field_order = ["kind", "state"]
