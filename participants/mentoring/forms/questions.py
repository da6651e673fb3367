"""A question to the mentor, its answer, and the number of a mentor to check."""

from django import forms

from okoce.typed_text import one_line
from participants.mentoring.models.questions import LONGEST
from participants.people.once_form import OnceForm

LONGEST_ANSWER = 2000


class QuestionForm(OnceForm):
    use_required_attribute = False
    text = forms.CharField(
        label="Pertanyaan Anda",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Jangan menulis NIK. Untuk yang mendesak, telepon kantornya.",
        error_messages={
            "required": "Tulis pertanyaannya.",
            "max_length": f"Pertanyaan terlalu panjang; ringkas sampai {LONGEST} huruf.",
        },
    )

    def clean_text(self):
        return one_line(self.cleaned_data["text"])


class AnswerForm(OnceForm):
    use_required_attribute = False
    text = forms.CharField(
        label="Jawaban",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca peserta di halamannya. Jangan menulis NIK.",
        error_messages={
            "required": "Tulis jawabannya.",
            "max_length": f"Jawaban terlalu panjang; ringkas sampai {LONGEST_ANSWER} huruf.",
        },
    )

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")


class CheckForm(forms.Form):
    use_required_attribute = False
    nomor = forms.CharField(
        label="Nomor pendamping",
        max_length=30,
        help_text="Tertulis di kartu pendamping, misalnya PD-7K3M9Q-2.",
        error_messages={"required": "Tulis nomor yang tertera di kartu pendamping."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
