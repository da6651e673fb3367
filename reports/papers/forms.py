"""The form that starts a run of reports."""

from functools import partial

from django import forms

from okoce.clock import today
from okoce.fields.rows import RowField
from okoce.formats import rentang
from reports.papers.models import PaperKind
from reports.snapshots.models import Period


def _in_words(day, period):
    running = " (masih berjalan)" if period.ends_on >= day else ""
    return f"Periode {period.number} · {rentang(period.starts_on, period.ends_on)}{running}"


class StartRunForm(forms.Form):
    """Which fortnight to report on, the newest finished one unless another is chosen, and which papers to make."""

    period = RowField(
        label="Periode",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Periode itu tidak ada; pilih satu dari daftar."},
    )

    papers = forms.MultipleChoiceField(
        label="Lembar",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Lembar itu tidak ada; pilih dari daftar."},
    )

    def __init__(self, *args, kinds=tuple(PaperKind), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["papers"].initial = [kind.value for kind in kinds]
        day = today()
        begun = list(Period.objects.filter(starts_on__lte=day).order_by("-starts_on"))
        finished = [period.pk for period in begun if period.ends_on < day]
        self.fields["period"].offer({period.pk: period for period in begun}, label=partial(_in_words, day))
        self.fields["period"].initial = next(iter([*finished, *(period.pk for period in begun)]), None)

    @property
    def has_choice(self):
        return len(self.fields["papers"].choices) > 1

    def clean_papers(self):
        """All kinds where none is chosen."""
        return self.cleaned_data["papers"] or [value for value, _ in self.fields["papers"].choices]
