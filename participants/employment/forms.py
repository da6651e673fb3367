"""How many people work in a business: a tap on a number, or one that is typed."""

from django import forms
from django.core.exceptions import ValidationError

from okoce.fields.numbers import CountField
from participants.employment.models import MOST

TAPS = ((1, "1 orang saja"), (2, "2 orang"), (3, "3 orang"), (4, "4 orang"), (5, "5 orang"), (0, "Usaha berhenti"))


class PeopleForm(forms.Form):
    use_required_attribute = False

    people = CountField(label="Lebih dari 5 orang", required=False, min_value=0, max_value=MOST)

    def clean_people(self):
        people = self.cleaned_data["people"]
        if people is None:
            raise ValidationError("Ketuk salah satu jumlah, atau tulis jumlah orangnya.")
        return people
