"""Venues, trainers and trainings as staff enter them."""

from django import forms

from okoce.fields.columns import of_column
from okoce.formats import listed
from participants.cleaning import availability, phones
from trainings.planning.forms.weeks import WeekField
from trainings.sessions.models import Trainer, Training, Venue
from trainings.sessions.venue_names import venue_key

KNOWN_ALREADY = "Tempat dengan nama ini sudah ada di kelurahan ini. Pakai yang sudah ada."
NEVER_OPEN = "Centang sedikitnya satu waktu buka."


class VenueForm(forms.ModelForm):
    opening = WeekField(
        label="Waktu buka", caption="Kapan tempat ini dapat dipakai dalam seminggu", initial=availability.ALL
    )

    class Meta:
        model = Venue
        fields = ["name", "kelurahan", "address", "capacity", "access", "opening", "is_active"]
        formfield_callback = of_column
        help_texts = {"name": "Nama seperti dikenal warga, misalnya Aula Kantor Kecamatan Cengkareng."}

    def clean(self):
        cleaned = super().clean()
        name, kelurahan = cleaned.get("name"), cleaned.get("kelurahan")
        if name and kelurahan:
            same = Venue.objects.filter(kelurahan=kelurahan, name_key=venue_key(name)).exclude(pk=self.instance.pk)
            if same.exists():
                self.add_error("name", KNOWN_ALREADY)
        return cleaned

    def clean_opening(self):
        if not self.cleaned_data["opening"]:
            raise forms.ValidationError(NEVER_OPEN)
        return self.cleaned_data["opening"]


class TrainerForm(forms.ModelForm):
    availability = WeekField(
        label="Waktu mengajar",
        caption="Kapan narasumber ini dapat mengajar dalam seminggu",
        help_text="Tanpa centang: belum diketahui, dan tidak diperiksa saat menyusun jadwal.",
    )

    class Meta:
        model = Trainer
        fields = ["name", "phone", "agency", "modules", "availability", "is_active"]
        formfield_callback = of_column
        widgets = {"modules": forms.CheckboxSelectMultiple}

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        cleaned = phones.clean(typed)
        if not cleaned.is_ok:
            raise forms.ValidationError(cleaned.message)
        return cleaned.value


class TrainingForm(forms.ModelForm):
    class Meta:
        model = Training
        fields = [
            "title",
            "kind",
            "commodity",
            "agency",
            "programme_year",
            "seats",
            "modules",
            "kecamatan",
            "continues",
        ]
        formfield_callback = of_column
        widgets = {"modules": forms.CheckboxSelectMultiple, "kecamatan": forms.CheckboxSelectMultiple}
        help_texts = {
            "modules": "Pelatihan keterampilan tidak mengajarkan modul wajib tahun programnya.",
            "kind": "Modul tahun ini dihitung untuk tahap Pelatihan; keterampilan dihitung untuk instansinya.",
            "seats": "Dipakai saat sesinya dibuat, misalnya 40.",
        }

    def clean(self):
        """A commodity training counts for its agency alone, so it teaches nothing that counts for Pelatihan."""
        cleaned = super().clean()
        year, modules = cleaned.get("programme_year"), cleaned.get("modules")
        if year and modules and cleaned.get("kind") == Training.Kind.HARD:
            required = {code for code, _, is_required in year.ordered_modules if is_required}
            if wrong := [module.name for module in modules if module.code in required]:
                self.add_error("modules", f"{listed(wrong)} modul wajib; pilih modul keterampilan.")
        return cleaned
