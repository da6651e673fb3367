"""How many people work in a business: a tap on a number, or one that is typed."""

from django import forms

from okoce.fields.numbers import CountField
from participants.employment.models import MOST

TAPS = ((1, "1 orang saja"), (2, "2 orang"), (3, "3 orang"), (4, "4 orang"), (5, "5 orang"), (0, "Usaha berhenti"))


class PeopleForm(forms.Form):
    use_required_attribute = False

    people = CountField(
        label="Lebih dari 5 orang",
        min_value=0,
        max_value=MOST,
        error_messages={"required": "Ketuk salah satu jumlah, atau tulis jumlah orangnya."},
    )
