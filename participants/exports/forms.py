"""Why person rows are taken along, and in which shape."""

from django import forms
from import_export.forms import ExportForm as FormatForm

from okoce import sheets_out
from participants.exports.models import SHAPES
from participants.people.forms import ReasonForm


class ExportForm(ReasonForm):
    bentuk = forms.ChoiceField(
        label="Bentuk berkas",
        choices=list(SHAPES.items()),
        initial=sheets_out.XLSX,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bentuk berkas.", "invalid_choice": "Pilih salah satu bentuk berkas."},
    )

    @property
    def taken(self):
        """Why rows are taken along, and in which shape, for the access log."""
        return {"reason": self.cleaned_data["reason"], "shape": self.cleaned_data["bentuk"]}


class AdminExportForm(ReasonForm, FormatForm):
    """The same on the page of django-import-export, which knows a shape by its place among the formats of the list."""

    field_order = ["reason", "format"]

    def __init__(self, formats, *args, **kwargs):
        super().__init__(formats, *args, **kwargs)
        self.extensions = [made().get_extension() for made in formats]
        self.fields["format"].label, self.fields["format"].initial = "Bentuk berkas", "0"
        self.fields["format"].choices = [
            (str(place), SHAPES[made().get_extension()]) for place, made in enumerate(formats)
        ]

    @property
    def taken(self):
        shape = self.extensions[int(self.cleaned_data["format"])]
        return {"reason": self.cleaned_data["reason"], "shape": shape}
