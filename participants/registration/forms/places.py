"""Where somebody lives and trades: kelurahan narrowed by kecamatan."""

from functools import cache
from operator import attrgetter

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from okoce.fields.kept_choices import KeptSelect, kept
from okoce.fields.rows import RowField
from okoce.reference.memory import Memory
from okoce.regions import places
from okoce.typed_text import one_line
from participants.cleaning import nik
from participants.registration.forms.questions import CHOOSE, QuestionForm


class PlaceFields:
    """A kecamatan and a kelurahan in it; the list of kelurahan follows the kecamatan that was sent."""

    def offer_places(self, kecamatan, kelurahan, *, area=None, last=()):
        offered = [code for code, _ in places.kecamatan(area)]
        self.fields[kecamatan].choices = _choices_in.get()(area)
        chosen = self.typed(kecamatan)
        if len(offered) == 1:  # an officer of one kecamatan need not choose it
            chosen = self.initial[kecamatan] = offered[0]
        inside = places.kelurahan_by_name(chosen) if chosen in offered else []
        self.fields[kelurahan].offer(
            {code: places.region(code) for code, _ in inside},
            label=attrgetter("name"),
            first="Pilih kelurahan" if inside else "Pilih kecamatan dulu",
            last=last if inside else (),
        )


def _read_choices():
    """The choices of a kecamatan in an area, made once for each area."""
    return cache(lambda area: kept([("", "Pilih kecamatan"), *places.kecamatan_by_kota(area)]))


_choices_in = Memory(_read_choices)


UNKNOWN = "belum-tahu"
UNKNOWN_WORD = "Belum tahu"


class HomeForm(PlaceFields, QuestionForm):
    kecamatan = forms.ChoiceField(
        label="Kecamatan",
        error_messages={"required": "Pilih kecamatan tempat tinggal.", "invalid_choice": CHOOSE},
        widget=KeptSelect(attrs={"data-kecamatan": "kelurahan"}),
    )
    kelurahan = RowField(
        label="Kelurahan",
        error_messages={
            "required": "Pilih kelurahan; tekan Tampilkan kelurahan bila daftarnya kosong.",
            "invalid_choice": "Kelurahan ini bukan bagian dari kecamatan yang dipilih; pilih lagi.",
        },
    )
    street = forms.CharField(
        label="Alamat",
        max_length=160,
        help_text="Nama jalan atau gang dan nomor rumah.",
        error_messages={"required": "Isi nama jalan atau gang dan nomor rumah."},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    rt = forms.CharField(label="RT", required=False, max_length=3, widget=forms.TextInput(attrs={"class": "width-2"}))
    rw = forms.CharField(label="RW", required=False, max_length=3, widget=forms.TextInput(attrs={"class": "width-2"}))
    business_place = forms.ChoiceField(
        label="Tempat usaha",
        choices=[("same", "Di rumah atau di kelurahan yang sama"), ("other", "Di kelurahan lain")],
        initial="same",
        widget=forms.RadioSelect(attrs={"data-reveals": "business-place"}),
        error_messages={"required": CHOOSE},
    )
    business_kecamatan = forms.ChoiceField(
        label="Kecamatan tempat usaha",
        required=False,
        widget=KeptSelect(attrs={"data-kecamatan": "business_kelurahan"}),
        error_messages={"invalid_choice": CHOOSE},
    )
    business_kelurahan = RowField(
        label="Kelurahan tempat usaha",
        required=False,
        error_messages={"invalid_choice": "Kelurahan ini bukan bagian dari kecamatan tempat usaha; pilih lagi."},
    )

    may_be_unknown = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = [(UNKNOWN, UNKNOWN_WORD)] if self.may_be_unknown else []
        self.offer_places("kecamatan", "kelurahan", area=self.area, last=last)
        if self.may_be_unknown:
            self.fields["kelurahan"].widget.attrs |= {"data-last": UNKNOWN, "data-last-word": UNKNOWN_WORD}
        self.offer_places("business_kecamatan", "business_kelurahan")  # may be anywhere in Jakarta

    @property
    def is_unknown(self):
        """Whether somebody said that they do not know their kelurahan: the desk fills it in from the card."""
        return self.may_be_unknown and self.typed("kelurahan") == UNKNOWN

    def clean_street(self):
        return one_line(self.cleaned_data["street"])

    def clean_rt(self):
        return _three_digits(self.cleaned_data["rt"], "RT")

    def clean_rw(self):
        return _three_digits(self.cleaned_data["rw"], "RW")

    def clean_business_kelurahan(self):
        if self.cleaned_data.get("business_place") != "other":
            return None
        if not self.cleaned_data["business_kelurahan"]:
            raise ValidationError("Pilih kecamatan dan kelurahan tempat usaha; tekan Tampilkan kelurahan bila kosong.")
        return self.cleaned_data["business_kelurahan"]

    def clean(self):
        cleaned = super().clean()
        if self.known.get("nik") and cleaned.get("kelurahan"):
            held_against_home = nik.clean(self.known["nik"], today=today(), region_code=cleaned["kelurahan"].pk)
            if "NIK_REGION_DIFFERS" in held_against_home.flags:
                self.accept(held_against_home)
        return cleaned

    def shown(self):
        cleaned = self.cleaned_data
        home = cleaned["kelurahan"]
        trade_place = cleaned["business_kelurahan"] or home
        kelurahan = home.name if home else "Belum tahu, diisi di meja kecamatan"
        numbers = [f"{word} {cleaned[name]}" for name, word in (("rt", "RT"), ("rw", "RW")) if cleaned[name]]
        return [
            ("Alamat", ", ".join([cleaned["street"], "/".join(numbers)] if numbers else [cleaned["street"]])),
            ("Kelurahan", kelurahan),
            ("Kecamatan", places.named(cleaned["kecamatan"])),
            ("Tempat usaha", trade_place.name if trade_place else "Sama dengan tempat tinggal"),
        ]


def _three_digits(text, word):
    number = text.strip()
    if number and not (number.isascii() and number.isdigit()):
        raise ValidationError(f"{word} berisi angka saja, misalnya 005.")
    return number.zfill(3) if number else ""
