"""Filtering the calendar of sessions."""

from django import forms

from okoce.fields.kept_choices import KeptSelect
from okoce.programme import memory
from okoce.regions import places
from participants.cleaning.availability import DAYS, PARTS
from trainings.sessions.models import Meeting


class SessionFilterForm(forms.Form):
    """Questions to the public list; an answer that makes no sense filters nothing."""

    kecamatan = forms.ChoiceField(required=False, widget=KeptSelect)
    hari = forms.TypedChoiceField(
        choices=[("", "Hari apa saja"), *enumerate(DAYS)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=KeptSelect,
    )
    waktu = forms.TypedChoiceField(
        choices=[("", "Jam berapa saja"), *((part, part.title()) for part in PARTS)],
        coerce=PARTS.index,
        empty_value=None,
        required=False,
        widget=KeptSelect,
    )
    modul = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, widget=KeptSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *places.kecamatan()]
        self.fields["modul"].choices = [("", "Semua modul"), *memory.module_names().items()]

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
