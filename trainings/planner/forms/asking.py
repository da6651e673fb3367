"""What the planner is asked: for which kecamatan, from when, for how long, how many sessions and seats."""

import datetime as dt

from django import forms

from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.numbers import CountField
from okoce.programme import memory
from okoce.regions import places
from trainings.planner.models import ADD

WEEKS, SESSIONS, SEATS = 8, 60, 500
PAST = "Pilih tanggal mulai besok atau sesudahnya."
NO_YEAR = "Tanggal ini di luar semua tahun program. Pilih tanggal lain."


class AskForm(forms.Form):
    kecamatan = forms.ChoiceField(label="Kecamatan")
    first_on = DayField(label="Mulai tanggal")
    weeks = CountField(label="Berapa minggu", min_value=1, max_value=WEEKS, initial=4)
    most_sessions = CountField(label="Sesi paling banyak", min_value=1, max_value=SESSIONS, initial=12)
    seats = CountField(label="Kursi tiap sesi", min_value=1, max_value=SEATS, initial=100)
    has_all_day = forms.BooleanField(
        label="Boleh sehari penuh (08.00–15.30, semua modul sekaligus)", required=False, initial=True
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        here = places.kecamatan(user.areas_for(ADD))
        self.fields["kecamatan"].choices = here if len(here) == 1 else [("", "Pilih kecamatan"), *here]
        self.fields["first_on"].initial = today() + dt.timedelta(days=7)

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        if day <= today():
            raise forms.ValidationError(PAST)
        if memory.year_on(day) is None:
            raise forms.ValidationError(NO_YEAR)
        return day
