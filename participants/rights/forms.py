"""What is asked for, and what is decided about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from okoce.accounts import phones
from okoce.accounts.models import User
from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.kept_choices import KeptSelect
from participants.rights.models import RightsRequest
from participants.rights.states import EXPLAINED, OPEN, RequestKind, RequestWay, Wrong

Kind, State, Way = RightsRequest.Kind, RightsRequest.State, RightsRequest.Way
NO_ACCOUNT = "Tidak ada akun dengan surel atau nomor HP ini; periksa ejaannya."
MANY_ACCOUNTS = "Nomor HP ini dipakai beberapa akun; isi surelnya."


class AskForm(forms.Form):
    """On the page of the person."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Apa yang Anda minta?",
        choices=[(kind.value, f"{kind.label.capitalize()}. {EXPLAINED[kind]}") for kind in RequestKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang Anda minta.", "invalid_choice": "Pilih salah satu di daftar."},
    )
    wrong = forms.MultipleChoiceField(
        label="Untuk pembetulan: yang keliru",
        required=False,
        choices=Wrong.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nomor HP, surel, alamat, usaha, dan waktu luang diubah sendiri di Data saya.",
        error_messages={"invalid_choice": "Pilih yang keliru dari daftar."},
    )
    words = forms.CharField(
        label="Keterangan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Untuk pembetulan: sebut apa yang keliru. Jangan tulis NIK di sini; petugas mencocokkannya dengan "
        "KTP.",
    )


class RecordForm(AskForm):
    """An officer's, for somebody at the desk or who wrote a letter."""

    way = forms.ChoiceField(
        label="Cara",
        choices=[(way.value, capfirst(way.label)) for way in (RequestWay.DESK, RequestWay.LETTER)],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara permohonan ini sampai."},
    )
    card_seen = forms.BooleanField(label="KTP asli sudah saya lihat", required=False)
    field_order = ["kind", "wrong", "way", "card_seen", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = "Apa yang diminta?"
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in RequestKind]
        self.fields["wrong"].help_text = "Nomor HP, alamat, usaha, dan waktu luang diubah langsung di data peserta."
        self.fields["words"].help_text = "Untuk pembetulan: sebut apa yang keliru. Jangan tulis NIK di sini."


class OutcomeForm(forms.Form):
    """In words that the person reads."""

    use_required_attribute = False

    outcome = forms.CharField(
        label="Hasil dengan kata-kata",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh pemohon.",
        error_messages={"required": "Tulis hasilnya dengan kata-kata, supaya pemohon tahu."},
    )


class BreachForm(forms.Form):
    """Which account, and from which day to which."""

    use_required_attribute = False

    login = forms.CharField(
        label="Akun",
        max_length=120,
        help_text="Surel atau nomor HP untuk masuk.",
        error_messages={"required": "Isi surel atau nomor HP akunnya."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first_on = DayField(label="Dari tanggal", latest=today)
    last_on = DayField(label="Sampai tanggal", latest=today)

    def clean_login(self):
        typed = self.cleaned_data["login"].strip()
        phone = phones.e164(typed)
        accounts = User.objects.filter(phone=phone) if phone else User.objects.filter(email=typed.lower())
        if len(found := list(accounts[:2])) != 1:
            raise ValidationError(NO_ACCOUNT if not found else MANY_ACCOUNTS)
        return found[0]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first_on") and cleaned.get("last_on") and cleaned["last_on"] < cleaned["first_on"]:
            self.add_error("last_on", "Tanggal akhir sebelum tanggal awal; tukar keduanya.")
        return cleaned


class RequestsFilterForm(forms.Form):
    jenis = forms.ChoiceField(
        label="Jenis",
        required=False,
        choices=[("", "Semua"), *((kind.value, kind.label.capitalize()) for kind in RequestKind)],
        widget=KeptSelect,
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Masih berjalan"), ("lewat", "Lewat waktu"), ("selesai", "Sudah diputuskan")],
        widget=KeptSelect,
    )

    def narrow(self, requests):
        """Return those asked for: open ones by their clock, others newest first."""
        cleaned = self.cleaned_data
        if cleaned["jenis"]:
            requests = requests.filter(kind=cleaned["jenis"])
        if cleaned["keadaan"] == "selesai":
            return requests.exclude(state__in=OPEN)
        found = requests.missed() if cleaned["keadaan"] == "lewat" else requests.open()
        return found.order_by("due_at", "pk")
