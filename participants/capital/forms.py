"""A request for capital, and how it ended."""

from django import forms
from django.utils.text import capfirst

from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.numbers import RupiahField
from participants.capital.actions import NOT_YET
from participants.capital.models import CapitalApplication
from participants.journey.forms import RecordForm
from participants.people.once_form import OnceForm

State = CapitalApplication.State
CHOOSE = "Pilih salah satu dari daftar."
LABELS = {State.APPLIED: "Mengajukan modal", State.NOT_WANTED: "Tidak berminat meminjam"}


class AnswerForm(RecordForm):
    """What both forms ask; what must be filled in for a state is the action's business."""

    state = forms.ChoiceField(
        label="Keadaan", widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    amount = RupiahField(label="Jumlah", required=False, help_text="Misalnya 5.000.000 atau 5 juta.")
    reason = forms.CharField(
        label="Alasan", max_length=200, required=False, help_text="Diisi bila ditolak atau tidak berminat."
    )


class ApplicationForm(OnceForm, AnswerForm):
    lender = forms.CharField(
        label="Penyalur",
        max_length=80,
        required=False,
        help_text="Bank, koperasi, atau lembaga yang dimintai modal.",
    )
    field_order = ["state", "lender", "amount", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, label) for state, label in LABELS.items()]
        self.fields["reason"].help_text = "Diisi bila tidak berminat."


class OutcomeForm(AnswerForm):
    disbursed_on = DayField(
        label="Tanggal cair",
        latest=today,
        required=False,
        help_text="Hari dananya diterima.",
        error_messages={"too_late": NOT_YET},
    )
    field_order = ["state", "amount", "disbursed_on", "reason"]

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, capfirst(state.label)) for state in states]
        self.fields["amount"].help_text = "Jumlah yang diterima, bila cair."
