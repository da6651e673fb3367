"""A table of targets that is pasted, or copied from the year before, with the decision it stands on."""

from django import forms

from okoce.fields.days import DayField
from okoce.fields.numbers import CountField
from okoce.fields.rows import RowField
from okoce.programme import memory
from okoce.regions.models import Region, RegionAlias
from okoce.typed_text import one_line
from participants.cleaning.kelurahan_names import Places
from trainings.targets import pasted
from trainings.targets.actions.writing import copied, present
from trainings.targets.judging import judge
from trainings.targets.kinds import Kind
from trainings.targets.offices import offices


class TableForm(forms.Form):
    """Which table, and its decision. `judged()` says what a valid form would write."""

    use_required_attribute = False

    year = RowField(label="Tahun program")
    kind = forms.ChoiceField(label="Tabel", choices=Kind.choices, initial=Kind.STAGES)
    office = RowField(label="Instansi")
    number = forms.CharField(
        label="Nomor SK",
        max_length=80,
        error_messages={"required": "Isi nomor SK yang menetapkan target ini."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    signed_on = DayField(label="Tanggal SK")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = dict(sorted(memory.years().items(), key=lambda item: -item[1].year))
        self.fields["year"].offer(years)
        self.fields["year"].initial = (newest := memory.newest_year()) and newest.pk
        self.fields["office"].offer(offices(), label=lambda office: office.name)

    def clean_number(self):
        return one_line(self.cleaned_data["number"])

    def clean_kind(self):
        return Kind(self.cleaned_data["kind"])

    @property
    def about(self):
        """(kind, year, office) of a valid form."""
        return tuple(self.cleaned_data[name] for name in ("kind", "year", "office"))

    @property
    def decree(self):
        """What the action is given besides the table."""
        return {name: self.cleaned_data[name] for name in ("number", "signed_on")}


class PasteForm(TableForm):
    text = forms.CharField(
        label="Tabel dari lembar kerja",
        help_text="Salin dari lembar kerja bersama baris judulnya: satu kolom nama kecamatan, lalu satu kolom tiap "
        "tahap atau komoditas. Baris Jumlah, atau jumlah tiap kota, ikut dicocokkan.",
        max_length=60_000,
        strip=False,
        error_messages={"required": "Tempelkan tabelnya."},
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false", "wrap": "off"}),
    )
    total = CountField(
        label="Jumlah semua angka menurut SK",
        required=False,
        min_value=0,
        help_text="Semua kecamatan dan semua kolom. Kosongkan bila tabelnya sudah memuat baris Jumlah.",
    )
    accepted = forms.BooleanField(label="Tulis walau jumlahnya tidak cocok atau tidak disebut", required=False)
    field_order = ["year", "kind", "office", "text", "total", "number", "signed_on", "accepted"]

    def clean(self):
        cleaned = super().clean()
        if all(cleaned.get(name) for name in ("year", "kind", "office", "text")):
            try:
                self.table = pasted.read(
                    cleaned["text"], columns=cleaned["kind"].headings(cleaned["year"]), places=_places()
                )
            except pasted.Unreadable as refused:
                self.add_error("text", str(refused))
        return cleaned

    def judged(self):
        kind, year, office = self.about
        return judge(
            self.table,
            present=present(kind, year, office),
            agencies=office.by_kecamatan(),
            least=kind.least,
            total=self.cleaned_data["total"],
        )


class CopyForm(TableForm):
    percent = CountField(
        label="Persen dari tahun sebelumnya",
        min_value=1,
        max_value=1000,
        initial=100,
        help_text="100: sama. 110: naik sepersepuluh, dibulatkan ke orang terdekat.",
    )
    field_order = ["year", "kind", "office", "percent", "number", "signed_on"]

    def clean(self):
        cleaned = super().clean()
        if year := cleaned.get("year"):
            earlier = [each for each in memory.years().values() if each.year < year.year]
            self.before = max(earlier, key=lambda each: each.year, default=None)
            if self.before is None:
                self.add_error("year", f"Tidak ada tahun program sebelum {year.year}.")
        return cleaned

    def judged(self):
        kind, year, office = self.about
        return copied(kind, year, self.before, office, percent=self.cleaned_data["percent"])


def _places():
    return Places(
        Region.objects.order_by().values_list("code", "level", "name", "parent_id"),
        RegionAlias.objects.order_by().values_list("level", "normalised", "region_id"),
    )
