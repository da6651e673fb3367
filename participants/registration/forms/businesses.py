"""The business: what it is in plain words, and the KBLI class that is most like it."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from okoce.fields.numbers import NumberInput, YearField
from okoce.fields.rows import RowField
from okoce.pk_parsing import row_number
from okoce.programme import memory
from okoce.reference.memory import Memory
from okoce.typed_text import one_line
from participants.cleaning import business_classes
from participants.people.models import Business
from participants.registration.forms.questions import CHOOSE, QuestionForm

UNKNOWN = "tidak-tahu"


def suggestions(text):
    """Business classes like these words, best first."""
    classes = memory.business_classes()
    return [classes[entry.id] for entry in business_classes.search(text, _index.get())]


def everyday_name(business_class):
    """Titles of the KBLI are long and foreign to most; the official one is shown on the check page."""
    name = business_class.example or business_class.title
    return name[0].upper() + name[1:]


def _read_index():
    rows = memory.business_classes().values()
    return business_classes.Index(
        business_classes.Entry(row.pk, row.code, row.title, row.example, row.commodity.name, row.is_usual)
        for row in rows
    )


_index = Memory(_read_index)


class BusinessForm(QuestionForm):
    standing = forms.ChoiceField(
        label="Keadaan usaha",
        choices=Business.Standing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE},
    )
    trade = forms.CharField(
        label="Usaha apa?",
        max_length=120,
        help_text="Dengan kata sehari-hari. Contoh: jualan gorengan keliling.",
        error_messages={"required": "Tulis usaha Anda atau rencananya, misalnya jualan gorengan keliling."},
        widget=forms.TextInput(attrs={"data-trade": "jenis-usaha"}),
    )
    business_class = RowField(
        label="Yang paling mirip",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE},
    )
    business_name = forms.CharField(
        label="Nama usaha", required=False, max_length=100, help_text="Boleh dikosongkan bila belum ada."
    )
    since_year = YearField(
        label="Sejak tahun",
        required=False,
        help_text="Boleh dikosongkan bila belum berjalan.",
        widget=NumberInput({"class": "width-4"}),
    )
    must_choose_class = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_classes([])  # judged is what was chosen, wherever it was found

    def before_drawing(self):
        """Offer what is like the words that were typed."""
        super().before_drawing()
        if trade := self.typed("trade"):
            self.offer_classes(suggestions(trade))

    def offer_classes(self, suggested):
        """What was chosen before stays on offer, even if the words changed."""
        chosen = row_number(str(self.typed("business_class")))
        rows = {row.pk: row for row in suggested}
        rows |= {pk: row for pk, row in memory.business_classes().items() if pk == chosen}
        unknown = (UNKNOWN, "Tidak tahu, biar petugas yang memilih")
        self.fields["business_class"].offer(rows, label=everyday_name, last=[unknown])

    @property
    def has_trade(self):
        return bool(self.typed("trade"))

    def clean_trade(self):
        return one_line(self.cleaned_data["trade"])

    def clean_business_name(self):
        return one_line(self.cleaned_data["business_name"])

    def clean_business_class(self):
        if not self.typed("business_class") and self.must_choose_class and self.typed("trade"):
            raise ValidationError("Pilih jenis usaha yang paling mirip, atau Tidak tahu.")
        return self.cleaned_data["business_class"]

    def clean_since_year(self):
        year = self.cleaned_data["since_year"]
        if year and not 1945 <= year <= today().year:
            raise ValidationError(f"Tahun mulai usaha antara 1945 dan {today().year}; periksa lagi.")
        return year

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("standing") == Business.Standing.IDEA:
            cleaned["since_year"] = None
        return cleaned

    def shown(self):
        cleaned = self.cleaned_data
        kind = cleaned["business_class"]
        return [
            ("Usaha", cleaned["trade"]),
            ("Jenis usaha (KBLI)", f"{kind.code} {kind.title}" if kind else "belum tahu"),
            ("Keadaan", Business.Standing(cleaned["standing"]).label),
            ("Nama usaha", cleaned["business_name"] or "belum ada"),
            ("Sejak tahun", cleaned["since_year"] or "belum diisi"),
        ]
