"""Whom a host books for: numbers as they stand on a list, or ticks of a search."""

from django import forms

from okoce.pk_parsing import row_number
from okoce.typed_text import one_line
from trainings.seats.actions.others import MOST

CHOOSE_PEOPLE = "Centang dulu siapa yang dipesankan."


class NumbersForm(forms.Form):
    """Registration numbers, one a line."""

    numbers = forms.CharField(
        label="Nomor pendaftaran",
        help_text=f"Satu nomor tiap baris, paling banyak {MOST}. Misalnya OK26-7K3M9Q-X.",
        max_length=10_000,
        error_messages={"required": "Isi nomor pendaftaran peserta."},
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_numbers(self):
        return [line for typed in self.cleaned_data["numbers"].splitlines() if (line := one_line(typed))]

    def refuse(self, answers):
        """Show why each of these lines was refused."""
        self.add_error("numbers", [f"{answer.typed}: {answer.reason}" for answer in answers])


class PeopleForm(forms.Form):
    """Ticks of a search; `people` are those one may book for."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean(self):
        data = super().clean()
        ticked = {number for text in self.data.getlist("people") if (number := row_number(text))}
        data["people"] = list(self.people.filter(pk__in=ticked).order_by("name_key", "pk"))
        if not data["people"]:
            raise forms.ValidationError(CHOOSE_PEOPLE)
        return data
