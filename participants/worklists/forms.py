"""Choosing which part of a worklist to see."""

from django import forms

from okoce.fields.kept_choices import KeptSelect
from okoce.programme.stages import Stage
from okoce.versioned_forms import VersionedForm
from participants.cleaning import availability
from participants.registration.forms.questions import TimesForm
from participants.worklists.queries import Problem


class StuckForm(forms.Form):
    tahap = forms.ChoiceField(
        label="Berhenti setelah", required=False, choices=[("", "Semua"), *Stage.choices], widget=KeptSelect
    )


class ProblemForm(forms.Form):
    masalah = forms.ChoiceField(label="Masalah", choices=Problem.choices, widget=KeptSelect)


class ChangeTimesForm(VersionedForm, TimesForm):
    """When somebody known can come: the questions of the registration, about a stored person."""

    in_words = {"availability": availability.in_words}
