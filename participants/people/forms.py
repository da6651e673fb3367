"""Finding people, and the few words an officer adds about them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from okoce.fields.kept_choices import KeptSelect
from okoce.fields.rows import RowField
from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.typed_text import one_line
from okoce.versioned_forms import VersionedForm
from participants.cleaning import phones
from participants.people import naming, searching

SHORTEST = 3


class SearchForm(forms.Form):
    """Sent by POST only: what is typed may be a NIK, and addresses are kept everywhere."""

    q = forms.CharField(
        label="Cari peserta",
        max_length=60,
        help_text="Nama, kelurahan, nomor pendaftaran, nomor HP atau empat angka akhirnya, atau NIK lengkap.",
        error_messages={"required": "Isi nama, nomor pendaftaran, nomor HP, atau NIK."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_q(self):
        typed = one_line(self.cleaned_data["q"])
        if len(typed) < SHORTEST:
            raise ValidationError(f"Tulis minimal {SHORTEST} huruf.")
        return typed

    def find(self, people):
        """Those among `people` that fit."""
        return searching.find(people, self.cleaned_data["q"])

    def find_similar(self, people):
        """Those among `people` whose names are written a little otherwise than what was typed."""
        return searching.find_similar(people, self.cleaned_data["q"])


_STAGES = [
    ("", "Semua"),
    ("Sudah tercapai", [(f"sudah-{stage.value}", f"Sudah: {stage.label}") for stage in Stage]),
    ("Belum tercapai", [(f"belum-{stage.value}", f"Belum: {stage.label}") for stage in Stage]),
]


class PeopleFilterForm(forms.Form):
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False, widget=KeptSelect)
    kelurahan = forms.ChoiceField(label="Kelurahan", required=False, widget=KeptSelect)
    tahap = forms.ChoiceField(label="Langkah", required=False, widget=KeptSelect)
    menunggu = forms.BooleanField(label="Hanya yang menunggu verifikasi", required=False)

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        inside = places.kecamatan(area)
        chosen = self.data.get("kecamatan") if self.is_bound else None
        self.fields["kecamatan"].choices = [("", "Semua"), *inside]
        if len(area.codes) == 1 and len(next(iter(area.codes))) == 8:  # the area is one kecamatan
            chosen = next(iter(area.codes))
            del self.fields["kecamatan"]
        parts = places.kelurahan(chosen) if chosen in dict(inside) else []
        self.fields["kelurahan"].choices = [("", "Semua"), *parts]
        if not chosen:
            del self.fields["kelurahan"]
        self.fields["tahap"].choices = _STAGES

    def narrow(self, people):
        cleaned = self.cleaned_data
        if cleaned.get("kelurahan"):
            people = people.filter(kelurahan=cleaned["kelurahan"])
        elif cleaned.get("kecamatan"):
            people = people.filter(kecamatan=cleaned["kecamatan"])
        if cleaned["tahap"]:
            word, _, stage = cleaned["tahap"].partition("-")
            holds = Q(standings__stage=stage)  # at most one row a person and stage
            people = people.filter(holds) if word == "sudah" else people.exclude(holds)
        return people.waiting_for_identity_check() if cleaned["menunggu"] else people


class ReasonForm(forms.Form):
    """Why an officer does what everybody may ask about later."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Alasan",
        max_length=150,
        min_length=5,
        error_messages={
            "required": "Tulis alasan singkat; alasan ini dicatat dan bisa dibaca peserta.",
            "min_length": "Tulis alasan yang bisa dimengerti orang lain, minimal 5 huruf.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, people=(), **kwargs):
        """`people` are those it is about: they may not be named in it."""
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_reason(self):
        reason = one_line(self.cleaned_data["reason"])
        naming.refuse(self.people, reason)
        digits = "".join(sign for sign in reason if sign.isdigit())
        if len(digits) >= 16:
            raise ValidationError("Jangan menulis NIK di alasan; jelaskan dengan kata-kata.")
        return reason


class AddressForm(forms.Form):
    """Where somebody lives inside a kelurahan."""

    street = forms.CharField(
        label="Alamat", max_length=160, error_messages={"required": "Isi nama jalan atau gang dan nomor rumah."}
    )
    rt = forms.RegexField(
        r"^\d{1,3}$", label="RT", required=False, error_messages={"invalid": "RT berisi angka saja, misalnya 005."}
    )
    rw = forms.RegexField(
        r"^\d{1,3}$", label="RW", required=False, error_messages={"invalid": "RW berisi angka saja, misalnya 002."}
    )

    def clean_street(self):
        return one_line(self.cleaned_data["street"])

    def clean_rt(self):
        return _three(self.cleaned_data["rt"])

    def clean_rw(self):
        return _three(self.cleaned_data["rw"])


class ContactForm(AddressForm, VersionedForm):
    use_required_attribute = False
    field_order = ["phone", "email", "street", "rt", "rw", "kelurahan"]
    in_words = {"phone": phones.shown}

    phone = forms.CharField(
        label="Nomor HP",
        error_messages={"required": phones.MESSAGES["PHONE_EMPTY"]},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="Surel",
        required=False,
        max_length=254,
        help_text="Boleh dikosongkan.",
        error_messages={"invalid": "Surel ini belum lengkap; tulis seperti nama@contoh.id, atau kosongkan."},
    )
    kelurahan = RowField(
        label="Kelurahan",
        help_text="Pindah kelurahan berlaku mulai hari ini; capaian sebelumnya tetap tercatat di tempat lama.",
        error_messages={
            "required": "Pilih kelurahan.",
            "invalid_choice": "Kelurahan ini di kecamatan lain; usulkan pindah kecamatan dari halaman peserta.",
        },
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        inside = {place.pk: place for place in places.kelurahan_inside(area)}
        self.fields["kelurahan"].offer(inside, label=lambda place: f"{place.name}, {place.parent.name}", first="Pilih")

    def clean_phone(self):
        phone = phones.clean(self.cleaned_data["phone"])
        if not phone.is_ok:
            raise ValidationError(phone.message)
        return phone.value

    def clean_email(self):
        return self.cleaned_data["email"].lower()


def _three(number):
    return number.zfill(3) if number else ""
