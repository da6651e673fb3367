"""The questions of a registration. The steps ask them one after another, the desk all at once."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property

from okoce.clock import today
from okoce.formats import tanggal
from okoce.programme.models import Community
from okoce.regions.models import Region
from participants import availability, dates, names, nik, phones
from participants.cleaning import one_line
from participants.forms.cautions import CautiousForm
from participants.models import Participant

CHOOSE = "Pilih salah satu."


class QuestionForm(CautiousForm):
    """`known` is what earlier steps told: {"nik", "kecamatan"}. `area` narrows the places to an officer's own."""

    def __init__(self, *args, year=None, known=None, area=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.known, self.area = year, known or {}, area
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.use_required_attribute = False

    def typed(self, name):
        """What stands in a field now, sent or remembered."""
        return self.data.get(name, "") if self.is_bound else self.initial.get(name, "")

    def typed_values(self):
        """Everything as typed, for the draft."""
        return {
            name: self.data.getlist(name) if isinstance(field, forms.MultipleChoiceField) else self.data.get(name, "")
            for name, field in self.fields.items()
            if not field.widget.attrs.get("data-secret")
        }


class PersonForm(QuestionForm):
    name = forms.CharField(
        label="Nama lengkap",
        help_text="Seperti di KTP. Satu kata pun boleh.",
        error_messages={"required": names.MESSAGES["NAME_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    nik = forms.CharField(
        label="NIK",
        help_text="16 angka di baris paling atas KTP, di bawah tulisan nama provinsi.",
        error_messages={"required": nik.MESSAGES["NIK_EMPTY"]},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "width-20"}),
    )
    birth_on = forms.CharField(
        label="Tanggal lahir",
        help_text="Hari, bulan, tahun. Contoh: 10/05/1990 atau 10 Mei 1990.",
        error_messages={"required": dates.MESSAGES["DATE_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "bday", "class": "width-10"}),
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=Participant.Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE},
    )
    phone = forms.CharField(
        label="Nomor HP",
        help_text="Boleh nomor HP keluarga.",
        error_messages={"required": phones.MESSAGES["PHONE_EMPTY"]},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "width-20"}),
    )
    email = forms.EmailField(
        label="Surel (email)",
        required=False,
        max_length=254,
        help_text="Boleh dikosongkan.",
        error_messages={"invalid": "Surel ini belum lengkap; tulis seperti nama@contoh.id, atau kosongkan."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_name(self):
        return self.accept(names.clean(self.cleaned_data["name"]))

    def clean_birth_on(self):
        born_on = self.accept(dates.clean(self.cleaned_data["birth_on"], today=today()))
        if self.year and dates.age_on(today(), born_on) < self.year.minimum_age:
            raise ValidationError(f"Peserta harus berumur {self.year.minimum_age} tahun ke atas; periksa tahun lahir.")
        return born_on

    def clean_phone(self):
        return self.accept(phones.clean(self.cleaned_data["phone"]))

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        """NIK last: it is held against birth date and sex, and the desk's address."""
        cleaned = super().clean()
        if "nik" in cleaned:
            home = cleaned.get("kelurahan")
            try:
                cleaned["nik"] = self.accept(
                    nik.clean(
                        cleaned["nik"],
                        today=today(),
                        birth_date=cleaned.get("birth_on"),
                        sex=cleaned.get("sex"),
                        region_code=home.pk if home else None,
                    )
                )
            except ValidationError as refused:
                self.add_error("nik", refused)
        return cleaned

    def shown(self):
        told = self.cleaned_data
        return [
            ("Nama", told["name"]),
            ("NIK", nik.mask(told["nik"])),
            ("Tanggal lahir", tanggal(told["birth_on"])),
            ("Jenis kelamin", Participant.Sex(told["sex"]).label),
            ("Nomor HP", phones.shown(told["phone"])),
            ("Surel", told["email"] or "tidak ada"),
        ]


class PlaceFields:
    """A kecamatan and a kelurahan in it; the list of kelurahan follows the kecamatan that was sent."""

    @cached_property
    def all_kecamatan(self):
        return list(Region.objects.kecamatan().select_related("parent").order_by("parent__code", "name"))

    def offer_places(self, kecamatan, kelurahan, *, area=None):
        offered = [region for region in self.all_kecamatan if area is None or region.pk in area]
        groups = {}
        for region in offered:
            groups.setdefault(region.parent.name, []).append((region.pk, region.name))
        self.fields[kecamatan].choices = [("", "Pilih kecamatan"), *groups.items()]
        chosen = self.typed(kecamatan)
        if len(offered) == 1:  # an officer of one kecamatan need not choose it
            chosen = self.initial[kecamatan] = offered[0].pk
        allowed = any(region.pk == chosen for region in offered)
        inside = Region.objects.kelurahan().filter(parent=chosen).select_related("parent").order_by("name")
        places = {region.pk: region for region in inside} if allowed else {}
        self.fields[kelurahan].places = places
        first = "Pilih kelurahan" if places else "Pilih kecamatan dulu"
        self.fields[kelurahan].choices = [("", first), *((pk, region.name) for pk, region in places.items())]

    def place(self, field):
        return self.fields[field].places.get(self.cleaned_data.get(field))


class HomeForm(PlaceFields, QuestionForm):
    kecamatan = forms.ChoiceField(
        label="Kecamatan",
        error_messages={"required": "Pilih kecamatan tempat tinggal.", "invalid_choice": CHOOSE},
        widget=forms.Select(attrs={"data-kecamatan": "kelurahan"}),
    )
    kelurahan = forms.ChoiceField(
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
        widget=forms.Select(attrs={"data-kecamatan": "business_kelurahan"}),
        error_messages={"invalid_choice": CHOOSE},
    )
    business_kelurahan = forms.ChoiceField(
        label="Kelurahan tempat usaha",
        required=False,
        error_messages={"invalid_choice": "Kelurahan ini bukan bagian dari kecamatan tempat usaha; pilih lagi."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_places("kecamatan", "kelurahan", area=self.area)
        self.offer_places("business_kecamatan", "business_kelurahan")  # may be anywhere in Jakarta

    def clean_street(self):
        return one_line(self.cleaned_data["street"])

    def clean_rt(self):
        return _three_digits(self.cleaned_data["rt"], "RT")

    def clean_rw(self):
        return _three_digits(self.cleaned_data["rw"], "RW")

    def clean_kelurahan(self):
        return self.place("kelurahan")

    def clean_business_kelurahan(self):
        if self.cleaned_data.get("business_place") != "other":
            return None
        if not self.cleaned_data["business_kelurahan"]:
            raise ValidationError("Pilih kecamatan dan kelurahan tempat usaha; tekan Tampilkan kelurahan bila kosong.")
        return self.place("business_kelurahan")

    def clean(self):
        cleaned = super().clean()
        if self.known.get("nik") and cleaned.get("kelurahan"):
            held_against_home = nik.clean(self.known["nik"], today=today(), region_code=cleaned["kelurahan"].pk)
            if "NIK_REGION_DIFFERS" in held_against_home.flags:
                self.accept(held_against_home)
        return cleaned

    def shown(self):
        told = self.cleaned_data
        home = told["kelurahan"]
        numbers = [f"{word} {told[name]}" for name, word in (("rt", "RT"), ("rw", "RW")) if told[name]]
        return [
            ("Alamat", ", ".join([told["street"], "/".join(numbers)] if numbers else [told["street"]])),
            ("Kelurahan", home.name),
            ("Kecamatan", home.parent.name),
            ("Tempat usaha", (told["business_kelurahan"] or home).name),
        ]


class TimesForm(QuestionForm):
    availability = forms.MultipleChoiceField(
        label="Kapan Anda bisa datang?",
        required=False,
        choices=availability.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE},
    )
    cannot_whole_day = forms.BooleanField(
        label="Saya tidak bisa ikut seharian penuh",
        required=False,
        help_text="Kami carikan pelatihan singkat yang berseri.",
    )
    community = forms.ModelChoiceField(
        Community.objects.none(),
        label="Komunitas pembimbing",
        required=False,
        empty_label="Belum tahu",
        help_text="Komunitas wirausaha yang membimbing Anda. Boleh dipilih nanti.",
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        home = self.known.get("kecamatan", "")
        near = Q(region=None) | Q(region__in=[home[:2], home[:5], home])
        self.fields["community"].queryset = Community.objects.filter(near, is_active=True)

    @property
    def parts(self):
        return [part.title() for part in availability.PARTS]

    @property
    def week(self):
        """The grid of seven days by three parts, as far as it is filled in."""
        return availability.rows(self["availability"].value())

    def clean_availability(self):
        return availability.pack(self.cleaned_data["availability"])

    def shown(self):
        told = self.cleaned_data
        return [
            ("Bisa datang", availability.in_words(told["availability"])),
            ("Ikut seharian", "tidak bisa" if told["cannot_whole_day"] else "bisa"),
            ("Komunitas", told["community"] or "belum tahu"),
        ]


def _three_digits(text, word):
    number = text.strip()
    if number and not (number.isascii() and number.isdigit()):
        raise ValidationError(f"{word} berisi angka saja, misalnya 005.")
    return number.zfill(3) if number else ""
