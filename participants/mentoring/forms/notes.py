"""A mentor's note, made for one thumb: taps where taps do, and little to type."""

from django import forms

from okoce.accounts.models import User
from okoce.clock import today
from okoce.fields.days import DayField
from okoce.typed_text import one_line
from okoce.versioned_forms import VersionedForm
from participants.mentoring.actions.notes import NOT_YET
from participants.mentoring.models import MentoringNote
from participants.people.once_form import OnceForm

CHOOSE = "Pilih salah satu."
MINUTES = [(15, "15"), (30, "30"), (45, "45"), (60, "1 jam"), (90, "1½ jam"), (120, "2 jam")]
LONGEST = 4000
CARRIED = ("version", "token")  # not of the note


class _PlainForm(forms.Form):
    use_required_attribute = False


class NoteForm(VersionedForm, OnceForm, _PlainForm):
    met_on = DayField(
        label="Tanggal bertemu",
        initial=today,
        latest=today,
        error_messages={"required": "Isi tanggal bertemu, misalnya 27/11/2026.", "too_late": NOT_YET},
    )
    kind = forms.ChoiceField(
        label="Bentuk",
        choices=MentoringNote.Kind.choices,
        initial=MentoringNote.Kind.VISIT,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    minutes = forms.TypedChoiceField(
        label="Lama (menit)",
        choices=MINUTES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih berapa lama.", "invalid_choice": CHOOSE},
    )
    topics = forms.MultipleChoiceField(
        label="Yang dibahas",
        choices=MentoringNote.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang minimal satu topik.", "invalid_choice": "Centang topik dari daftar."},
    )
    text = forms.CharField(
        label="Catatan",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Boleh dikosongkan. Jangan menulis NIK.",
        error_messages={"max_length": f"Catatan terlalu panjang; ringkas sampai {LONGEST} huruf."},
    )
    readers = forms.ChoiceField(
        label="Bagikan isi catatan kepada petugas?",
        choices=MentoringNote.Readers.choices,
        initial=MentoringNote.Readers.PAIR,
        widget=forms.RadioSelect,
        help_text="Hanya bila peserta setuju.",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    next_step = forms.CharField(
        label="Langkah berikut",
        required=False,
        max_length=200,
        help_text="Yang akan dikerjakan peserta; peserta membacanya di halamannya.",
        error_messages={"max_length": "Langkah ini terlalu panjang; ringkas sampai 200 huruf."},
    )
    next_step_due_on = DayField(label="Paling lambat", required=False)
    next_visit_on = DayField(
        label="Bertemu lagi pada", required=False, help_text="Janji berikutnya; peserta membacanya di halamannya."
    )

    def __init__(self, *args, note=None, may_share=False, **kwargs):
        """`note` when one is set right: its values, and its length also where no button has it. `may_share` where the
        year lets mentors share the text with officers."""
        if note:
            kwargs["initial"] = {name: getattr(note, name) for name in self.base_fields if name not in CARRIED}
        super().__init__(*args, row=note, **kwargs)
        if note:
            del self.fields["token"]
        if not may_share:
            del self.fields["readers"]
        if note and note.minutes not in dict(MINUTES):
            self.fields["minutes"].choices = [(note.minutes, str(note.minutes)), *MINUTES]

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean_next_step(self):
        return one_line(self.cleaned_data["next_step"])


class AdditionForm(OnceForm, _PlainForm):
    text = forms.CharField(
        label="Tambahan",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca oleh yang boleh membaca catatannya. Jangan menulis NIK.",
        error_messages={
            "required": "Tulis tambahannya.",
            "max_length": f"Tambahan terlalu panjang; ringkas sampai {LONGEST} huruf.",
        },
    )

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


class FinishForm(_PlainForm):
    on = DayField(
        label="Selesai pada", initial=today, error_messages={"required": "Isi tanggal selesai, misalnya 27/11/2026."}
    )


class AssignForm(VersionedForm, _PlainForm):
    mentor = forms.ModelChoiceField(
        User.objects.none(),
        label="Pendamping",
        required=False,
        empty_label="Tanpa pendamping",
        error_messages={"invalid_choice": "Orang ini bukan pendamping di wilayah Anda; pilih dari daftar."},
    )

    def __init__(self, *args, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = mentors
        self.fields["mentor"].label_from_instance = lambda mentor: mentor.name
