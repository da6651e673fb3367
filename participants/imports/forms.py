"""Forms to upload an import and to confirm it."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.fields.numbers import CountField
from okoce.fields.rows import RowField
from okoce.formats import listed
from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from okoce.regions import places
from participants.cleaning.sheet_cells import SEX_CODES
from participants.imports.fact_columns import OF_KIND, TITLES
from participants.imports.headings import PLACE
from participants.imports.kind_words import OF_KIND as WORDS
from participants.imports.list_kinds import ListKind
from participants.imports.workbook_reader import LARGEST, MESSAGES, SheetRefused, check

PROPOSED_HELP = (
    "Tanpa centang, hanya baris yang dicentang di daftar di bawah yang diganti; yang lain tetap dan ditahan."
)


class ImportForm(forms.Form):
    """The file, what it holds, where its people were registered, and for which of the officer's areas."""

    kind = forms.ChoiceField(
        required=False,
        label="Isi daftar",
        initial=ListKind.PEOPLE,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih isi daftar dari pilihan Anda."},
    )

    file = forms.FileField(
        label="Berkas .xlsx atau .csv",
        help_text="Paling banyak 20.000 baris dan 10 MB. Berkas disimpan terenkripsi dan dihapus setelah 24 jam; "
        "baris yang belum tertulis disimpan 30 hari untuk dibetulkan.",
        error_messages={"required": "Pilih berkas peserta lebih dulu.", "empty": MESSAGES["EMPTY"]},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    registration_point = RowField(
        initial=RegistrationPoint.DESK,  # who stands in a list did not come by the form
        label="Tempat pendaftaran",
        error_messages={
            "required": "Pilih tempat orang-orang ini mendaftar.",
            "invalid_choice": "Pilih tempat pendaftaran dari daftar.",
        },
    )
    region = RowField(
        label="Wilayah",
        error_messages={"required": "Pilih wilayah tugas untuk berkas ini.", "invalid_choice": "Pilih wilayah Anda."},
    )

    asks_columns = forms.BooleanField(
        required=False,
        label="Cocokkan kolomnya dulu",
        help_text="Untuk daftar dengan judul kolom sendiri. Judul yang tidak dikenali selalu ditanyakan.",
    )

    def __init__(self, *args, area, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, f"{kind.label}: {WORDS[kind].lead}") for kind in kinds]
        self.fields["registration_point"].offer(memory.registration_points())
        mine = {code: places.region(code) for code in sorted(area.codes)}
        self.fields["region"].offer(mine)
        self.fields["region"].initial = next(iter(mine), None)
        if len(mine) < 2:
            self.fields["region"].widget = forms.HiddenInput()

    def clean_kind(self):
        return self.cleaned_data["kind"] or ListKind.PEOPLE

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(MESSAGES["TOO_BIG"])
        self.content = file.read()
        try:
            check(self.content)
        except SheetRefused as refused:
            raise ValidationError(refused.message) from refused
        return file


class ConfirmImportForm(forms.Form):
    notice_shown = forms.BooleanField(
        error_messages={"required": "Centang pernyataan tentang daftar ini setelah memastikannya."},
    )
    whole = forms.BooleanField(
        required=False,
        label="Semua atau tidak sama sekali",
        help_text="Bila saat ditulis ada baris yang terhalang karena datanya baru berubah, tidak satu pun ditulis. "
        "Tanpa centang, hanya baris itu yang ditahan.",
    )
    mended = CountField(required=False, widget=forms.HiddenInput)
    fields = forms.MultipleChoiceField(
        required=False,
        label="Kolom yang boleh mengubah data lama",
        help_text="Yang tidak dicentang tetap seperti di portal, di semua baris.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, changing, shown, mended, agreed, proposed=(), **kwargs):
        """`agreed` is what who confirms says of the list; `changing` counts the rows that change each field.

        Of `shown` rows each change has a tick of its own. `mended` is how many rows were mended in the preview that
        the form stands in. Of the `proposed` fields only what is ticked is changed, in a row or in all.
        """
        super().__init__(*args, **kwargs)
        self.shown, self.proposed = shown, proposed
        self.fields["mended"].initial = mended
        self.fields["notice_shown"].label = agreed
        if not changing:
            del self.fields["fields"]
            return
        found = [(name, f"{TITLES[name]} ({count} baris)") for name, count in changing.items()]
        self.fields["fields"].choices = found
        self.fields["fields"].initial = [name for name in changing if name not in proposed]
        if proposed:
            self.fields["fields"].label = "Ganti di semua baris"
            self.fields["fields"].help_text = PROPOSED_HELP

    @property
    def left_out(self):
        """What `imports.confirm` takes: the changes whose ticks were taken away."""
        if "fields" not in self.fields or "choosing" not in self.data:  # the page sends it beside the ticks
            return {}
        ticked, whole = set(self.data.getlist("changes")), set(self.cleaned_data["fields"])
        rows = {}
        for row in self.shown:
            names = [c["field"] for c in row["changes"] if f"{row['key']}|{c['field']}" not in ticked]
            names = [name for name in names if not (name in self.proposed and name in whole)]
            rows |= {row["key"]: names} if names else {}
        every = {name for name, _ in self.fields["fields"].choices}
        return {"fields": sorted(every - whole - set(self.proposed)), "rows": rows}


# Fields that one column may hold together, beside each by itself.
TOGETHER = {
    f"birth_on {PLACE}": "Tempat dan Tanggal Lahir",
    "rt rw": "RT/RW",
    "kelurahan kecamatan": "Kelurahan/Kecamatan",
    "kecamatan kelurahan": "Kecamatan/Kelurahan",
    "kelurahan kecamatan kota": "Kelurahan/Kecamatan/Kota",
    "kota kecamatan kelurahan": "Kota/Kecamatan/Kelurahan",
}


class ColumnsForm(forms.Form):
    """Which field each column of a file holds; `heads` are those of the file as the reader saw them."""

    sex_codes = forms.ChoiceField(
        required=False,
        label="Bila jenis kelamin tertulis 1 dan 2",
        choices=[("", "tidak tahu, tahan barisnya"), *SEX_CODES.items()],
    )

    def __init__(self, *args, heads, kind=ListKind.PEOPLE, **kwargs):
        super().__init__(*args, **kwargs)
        self.heads, self.listed = heads, OF_KIND[kind]
        choices = {"": "tidak dipakai"} | {name: column.title for name, column in self.listed.columns.items()}
        if kind == ListKind.PEOPLE:
            choices |= TOGETHER
        else:
            del self.fields["sex_codes"]
        for at, head in enumerate(heads):
            known = choices if head["fields"] in choices else choices | {head["fields"]: "seperti judulnya"}
            self.fields[f"column_{at}"] = forms.ChoiceField(
                choices=known.items(),
                required=False,
                initial=head["fields"],
                label=f"Kolom {head['letter']} dipakai sebagai",
            )

    @property
    def rows(self):
        """Each head with the box in which its field is chosen."""
        return [(head, self[f"column_{at}"]) for at, head in enumerate(self.heads)]

    def clean(self):
        chosen, seen = super().clean(), {}
        self.chosen = {head["key"]: chosen.get(f"column_{at}", "") for at, head in enumerate(self.heads)}
        for at, head in enumerate(self.heads):
            for name in self.chosen[head["key"]].split():
                if name in seen and name != PLACE:
                    self.add_error(f"column_{at}", f"{TITLES[name]} sudah dipilih untuk kolom {seen[name]}.")
                seen.setdefault(name, head["letter"])
        if missing := self.listed.missing(set(seen)):
            raise ValidationError(f"Pilih juga kolom untuk {listed(missing)}.")
        return chosen


class MendForm(forms.Form):
    """The cells of one row as its file has them; `entry` is one of the kept rows."""

    def __init__(self, *args, entry, problems, **kwargs):
        super().__init__(*args, **kwargs)
        self.said = {}
        for problem in problems:
            self.said.setdefault(problem["column"], []).append(problem["message"])
        for name, title in TITLES.items():
            if name in entry["cells"]:
                self.fields[name] = forms.CharField(
                    required=False,
                    max_length=500,
                    label=title,
                    initial=entry["cells"][name][0].strip(),
                    help_text=" ".join(self.said.pop(title, [])),
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )

    @property
    def said_of_row(self):
        """What is said of the row as a whole."""
        return [message for messages in self.said.values() for message in messages]
