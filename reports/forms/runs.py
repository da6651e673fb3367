"""The form that starts a run of reports."""

from django import forms

from okoce.clock import today
from okoce.formats import rentang
from reports.actions import periods
from reports.models import Period


class PeriodField(forms.ModelChoiceField):
    def label_from_instance(self, period):
        running = " (masih berjalan)" if period.ends_on >= today() else ""
        return f"Periode {period.number} · {rentang(period.starts_on, period.ends_on)}{running}"


class StartRunForm(forms.Form):
    """Which fortnight to report on; the newest finished one unless another is chosen."""

    period = PeriodField(
        label="Periode",
        queryset=Period.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Periode itu tidak ada; pilih satu dari daftar."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = Period.objects.filter(starts_on__lte=today()).order_by("-starts_on")
        self.fields["period"].initial = periods.last_finished() or periods.current()
