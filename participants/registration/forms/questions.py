"""The questions of a registration. The steps ask them one after another, the desk all at once."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.clock import today
from okoce.fields.rows import RowField
from okoce.formats import tanggal
from okoce.programme import memory
from participants.cleaning import availability, dates, nik, person_names, phones
from participants.people.models import Participant
from participants.registration.forms.doubts import ConfirmDoubtsForm

CHOOSE = "Pilih salah satu."


class QuestionForm(ConfirmDoubtsForm):
    """`known` are answers of earlier steps: {"nik", "kecamatan"}. `area` narrows the places to an officer's own."""

    use_required_attribute = False

    def __init__(self, *args, year=None, known=None, area=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.known, self.area = year, known or {}, area

    def before_drawing(self):
        """Prepare what only a page needs; a form that is judged does not."""
        if self.is_bound:
            self.show_doubts()

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
        error_messages={"required": person_names.MESSAGES["NAME_EMPTY"]},
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
        label="Surel",
        required=False,
        max_length=254,
        help_text="Boleh dikosongkan.",
        error_messages={"invalid": "Surel ini belum lengkap; tulis seperti nama@contoh.id, atau kosongkan."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_name(self):
        return self.accept(person_names.clean(self.cleaned_data["name"]))

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
        cleaned = self.cleaned_data
        return [
            ("Nama", cleaned["name"]),
            ("NIK", cleaned["nik"]),  # whole, to be compared with the card by the one who typed it
            ("Tanggal lahir", tanggal(cleaned["birth_on"])),
            ("Jenis kelamin", Participant.Sex(cleaned["sex"]).label),
            ("Nomor HP", phones.shown(cleaned["phone"])),
            ("Surel", cleaned["email"] or "tidak ada"),
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
    community = RowField(
        label="Komunitas pembimbing",
        required=False,
        help_text="Komunitas wirausaha yang membimbing Anda. Boleh dipilih nanti.",
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        near = memory.communities_near(self.known.get("kecamatan", ""))
        self.fields["community"].offer({row.pk: row for row in near}, first="Belum tahu")

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
        cleaned = self.cleaned_data
        return [
            ("Bisa datang", availability.in_words(cleaned["availability"])),
            ("Ikut seharian", "tidak bisa" if cleaned["cannot_whole_day"] else "bisa"),
            ("Komunitas", cleaned["community"] or "belum tahu"),
        ]
