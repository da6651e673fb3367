"""An unknown person at the door: few words first, a whole registration later."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from okoce.fields.rows import RowField
from okoce.programme import memory
from okoce.regions import places
from okoce.typed_text import one_line
from participants.cleaning import dates, nik, person_names, phones
from participants.people.once_form import OnceForm
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import HomeForm
from participants.registration.forms.questions import PersonForm


class WalkInForm(OnceForm):
    """`kecamatan`: whose kelurahan stand first in the box."""

    use_required_attribute = False

    name = forms.CharField(
        label="Nama",
        error_messages={"required": person_names.MESSAGES["NAME_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    phone = forms.CharField(
        label="Nomor HP",
        error_messages={"required": phones.MESSAGES["PHONE_EMPTY"]},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    kelurahan = RowField(label="Kelurahan", error_messages={"required": "Pilih kelurahan tempat tinggalnya."})
    birth_on = forms.CharField(
        label="Tanggal lahir",
        help_text="Contoh: 10/05/1990.",
        error_messages={"required": dates.MESSAGES["DATE_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-10"}),
    )
    trade = forms.CharField(
        label="Usaha apa?",
        max_length=120,
        error_messages={"required": "Tulis usahanya atau rencananya, misalnya gorengan."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nik = forms.CharField(
        label="NIK",
        required=False,
        help_text="Hanya bila KTP-nya ada. Boleh kosong.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, kecamatan, **kwargs):
        super().__init__(*args, **kwargs)
        first = places.kelurahan_by_name(kecamatan)
        rows = {code: places.region(code) for code, _ in first}
        every = places.kecamatan_by_kota()
        others = (row for _, inside in every for code, _ in inside for row in places.kelurahan_by_name(code))
        rows |= {code: places.region(code) for code, _ in others}
        self.fields["kelurahan"].offer(rows, label=_label(kecamatan), first="Pilih kelurahan")

    def clean_name(self):
        return _value(person_names.clean(self.cleaned_data["name"]))

    def clean_phone(self):
        return _value(phones.clean(self.cleaned_data["phone"]))

    def clean_birth_on(self):
        return _value(dates.clean(self.cleaned_data["birth_on"], today=today()))

    def clean_trade(self):
        return one_line(self.cleaned_data["trade"])

    def clean_nik(self):
        return _value(nik.clean(self.cleaned_data["nik"], today=today())) if self.cleaned_data["nik"].strip() else ""


class CompleteForm(OnceForm, PersonForm, HomeForm, BusinessForm):
    """The desk's questions that a registration needs, with what was asked at the door filled in."""

    notice_given = forms.BooleanField(
        label="Pemberitahuan privasi sudah ditunjukkan atau dibacakan",
        error_messages={"required": "Tunjukkan atau bacakan dulu pemberitahuan privasi, lalu centang."},
    )
    card_checked = forms.BooleanField(
        label="KTP asli sudah saya cocokkan dengan orang dan isian ini",
        required=False,
        help_text="Tanpa centang, kehadirannya tercatat tetapi belum dihitung.",
    )
    must_choose_class = False
    may_be_unknown = False

    def __init__(self, *args, walk_in, **kwargs):
        home = walk_in.kelurahan
        asked = {
            "name": walk_in.name,
            "phone": phones.shown(walk_in.phone) if walk_in.phone else "",
            "birth_on": f"{walk_in.birth_on:%d/%m/%Y}" if walk_in.birth_on else "",
            "trade": walk_in.trade,
            "nik": walk_in.nik,
            "kecamatan": home.parent_id if home else "",
            "kelurahan": home.pk if home else "",
        }
        initial = asked | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, year=memory.current_year(), **kwargs)

    @property
    def registration_point(self):
        """The point of the desk: a walk-in is registered by an officer."""
        points = memory.registration_points().values()
        return next(row for row in points if row.code == row.DESK)


def _label(kecamatan):
    return lambda place: place.name if place.parent_id == kecamatan else f"{place.name}, {place.parent.name}"


def _value(cleaned):
    if not cleaned.is_ok:
        raise ValidationError(cleaned.message, code=cleaned.code)
    return cleaned.value
