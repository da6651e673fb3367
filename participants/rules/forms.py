"""Other values for the rules of a year, with the day they count from and why."""

from django import forms

from okoce.clock import today
from okoce.fields.columns import of_column
from okoce.fields.days import DayField
from okoce.programme import memory
from okoce.programme.models import LIMITS, ProgrammeYear
from participants.people.forms import ReasonForm
from participants.rules.proposed import FIELDS, MODULES, values_of


class RulesForm(ReasonForm):
    """Filled with the rules that stand."""

    modules = forms.MultipleChoiceField(
        label="Modul wajib untuk Pelatihan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu modul wajib."},
    )
    counts_from = DayField(label="Berlaku mulai", help_text="Paling cepat hari ini.")
    field_order = [*FIELDS, MODULES, "counts_from", "reason"]

    def __init__(self, *args, year, **kwargs):
        kwargs["initial"] = values_of(year) | {"counts_from": today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            limits = dict(zip(("min_value", "max_value"), LIMITS[name], strict=True)) if name in LIMITS else {}
            self.fields[name] = of_column(ProgrammeYear._meta.get_field(name), **limits)
        self.fields["order"].widget = forms.RadioSelect(choices=ProgrammeYear.Order.choices)
        modules = {module.code: module.name for module in memory.modules().values()}
        self.fields[MODULES].choices = list(modules.items())
        self.order_fields(self.field_order)

    @property
    def values(self):
        """{name: value} of the rules, for the action."""
        order = [code for code, _ in self.fields[MODULES].choices]
        chosen = [code for code in order if code in self.cleaned_data[MODULES]]
        return {name: self.cleaned_data[name] for name in FIELDS} | {MODULES: chosen}
