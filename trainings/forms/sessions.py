from django import forms

from okoce.programme.models import Module
from okoce.regions.models import Region
from participants.availability import DAYS, PARTS
from trainings.models import Meeting


class SessionFilterForm(forms.Form):
    """Questions to the public list; an answer that makes no sense filters nothing."""

    kecamatan = forms.ModelChoiceField(Region.objects.kecamatan().order_by("name"), required=False, empty_label="Semua")
    hari = forms.TypedChoiceField(
        choices=[("", "Hari apa saja"), *enumerate(DAYS)], coerce=int, empty_value=None, required=False
    )
    waktu = forms.TypedChoiceField(
        choices=[("", "Jam berapa saja"), *enumerate(part.title() for part in PARTS)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    modul = forms.ModelChoiceField(Module.objects.all(), required=False, empty_label="Semua modul")

    def narrow(self, sessions):
        if not self.is_valid():
            return sessions
        wanted = self.cleaned_data
        if wanted["kecamatan"]:
            sessions = sessions.filter(kecamatan=wanted["kecamatan"])
        if wanted["modul"]:
            sessions = sessions.filter(modules=wanted["modul"])
        if wanted["hari"] is not None or wanted["waktu"] is not None:
            fitting = Meeting.objects.meeting_on(day=wanted["hari"], part=wanted["waktu"])
            sessions = sessions.filter(pk__in=fitting.values("session"))
        return sessions

    @property
    def is_used(self):
        return self.is_valid() and any(value not in (None, "") for value in self.cleaned_data.values())
