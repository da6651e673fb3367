"""Choosing which part of a worklist to see."""

from django import forms

from okoce.fields.kept_choices import KeptSelect
from okoce.programme.stages import Stage
from participants.worklists.queries import Problem


class StuckForm(forms.Form):
    tahap = forms.ChoiceField(
        label="Berhenti setelah", required=False, choices=[("", "Semua"), *Stage.choices], widget=KeptSelect
    )
    dihubungi = forms.BooleanField(label="Yang sudah menjawab", required=False)


class ProblemForm(forms.Form):
    masalah = forms.ChoiceField(label="Masalah", choices=Problem.choices, widget=KeptSelect)
