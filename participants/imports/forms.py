"""Forms to upload an import and to confirm it."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports.workbook_reader import LARGEST, MESSAGES, SheetRefused, check


class ImportForm(forms.Form):
    """The file, where its people were registered, and for which of the officer's areas."""

    file = forms.FileField(
        label="Berkas .xlsx atau .csv",
        help_text="Paling banyak 20.000 baris dan 10 MB. Berkas disimpan terenkripsi dan dihapus setelah 24 jam.",
        error_messages={"required": "Pilih berkas peserta lebih dulu.", "empty": MESSAGES["EMPTY"]},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    registration_point = forms.ModelChoiceField(
        RegistrationPoint.objects.all(),
        to_field_name="code",
        initial=RegistrationPoint.DESK,  # who stands in a list did not come by the form
        label="Tempat pendaftaran",
        empty_label=None,
        error_messages={"required": "Pilih tempat orang-orang ini mendaftar."},
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label="Wilayah",
        empty_label=None,
        error_messages={"required": "Pilih wilayah tugas untuk berkas ini.", "invalid_choice": "Pilih wilayah Anda."},
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Region.objects.filter(pk__in=area.codes)
        self.fields["region"].queryset = mine
        self.fields["region"].initial = next(iter(mine), None)
        if len(area.codes) < 2:
            self.fields["region"].widget = forms.HiddenInput()

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
        label="Orang-orang dalam berkas ini sudah menerima pemberitahuan privasi.",
        error_messages={"required": "Centang setelah memastikan pemberitahuan privasi sudah disampaikan."},
    )
