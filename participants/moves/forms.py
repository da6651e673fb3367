"""Where somebody lives now, in another kecamatan than before."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.accounts.areas import Area
from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.rows import RowField
from okoce.regions import places
from okoce.typed_text import one_line
from participants.people.forms import ReasonForm


class MoveForm(ReasonForm):
    kelurahan = RowField(
        label="Kelurahan baru",
        help_text="Hanya kelurahan di kecamatan lain. Pindah di dalam kecamatan cukup mengubah alamat.",
        error_messages={
            "required": "Pilih kelurahan baru.",
            "invalid_choice": "Kelurahan ini tidak ada di daftar; pilih kelurahan di kecamatan lain.",
        },
    )
    street = forms.CharField(
        label="Alamat baru", max_length=160, error_messages={"required": "Isi nama jalan atau gang dan nomor rumah."}
    )
    rt = forms.RegexField(
        r"^\d{1,3}$", label="RT", required=False, error_messages={"invalid": "RT berisi angka saja, misalnya 005."}
    )
    rw = forms.RegexField(
        r"^\d{1,3}$", label="RW", required=False, error_messages={"invalid": "RW berisi angka saja, misalnya 002."}
    )
    moved_on = DayField(label="Pindah sejak", error_messages={"required": "Isi hari pindah."})
    field_order = ["kelurahan", "street", "rt", "rw", "moved_on", "reason"]

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        elsewhere = [place for place in places.kelurahan_inside(Area.everywhere()) if place.parent_id != home]
        offered = {place.pk: place for place in elsewhere}
        self.fields["kelurahan"].offer(offered, label=lambda place: f"{place.parent.name}: {place.name}", first="Pilih")
        self.fields["reason"].label = "Alasan pindah"
        for name in ("rt", "rw"):
            self.fields[name].widget.attrs["class"] = "width-2"

    def clean_street(self):
        return one_line(self.cleaned_data["street"])

    def clean_rt(self):
        return _three(self.cleaned_data["rt"])

    def clean_rw(self):
        return _three(self.cleaned_data["rw"])

    def clean_moved_on(self):
        if self.cleaned_data["moved_on"] > today():
            raise ValidationError("Hari pindah belum tiba; isi hari ini atau sebelumnya.")
        return self.cleaned_data["moved_on"]


def _three(number):
    return number.zfill(3) if number else ""
