"""Where somebody lives now, in another kecamatan than before."""

from django.core.exceptions import ValidationError

from okoce.accounts.areas import Area
from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.rows import RowField
from okoce.regions import places
from participants.people.forms import AddressForm, ReasonForm


class MoveForm(AddressForm, ReasonForm):
    kelurahan = RowField(
        label="Kelurahan baru",
        help_text="Hanya kelurahan di kecamatan lain. Pindah di dalam kecamatan cukup mengubah alamat.",
        error_messages={
            "required": "Pilih kelurahan baru.",
            "invalid_choice": "Kelurahan ini tidak ada di daftar; pilih kelurahan di kecamatan lain.",
        },
    )
    moved_on = DayField(label="Pindah sejak", error_messages={"required": "Isi hari pindah."})
    field_order = ["kelurahan", "street", "rt", "rw", "moved_on", "reason"]

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        elsewhere = [place for place in places.kelurahan_inside(Area.everywhere()) if place.parent_id != home]
        offered = {place.pk: place for place in elsewhere}
        self.fields["kelurahan"].offer(offered, label=lambda place: f"{place.parent.name}: {place.name}", first="Pilih")
        self.fields["street"].label, self.fields["reason"].label = "Alamat baru", "Alasan pindah"
        for name in ("rt", "rw"):
            self.fields[name].widget.attrs["class"] = "width-2"

    def clean_moved_on(self):
        if self.cleaned_data["moved_on"] > today():
            raise ValidationError("Hari pindah belum tiba; isi hari ini atau sebelumnya.")
        return self.cleaned_data["moved_on"]
