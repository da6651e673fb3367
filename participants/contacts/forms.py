"""What came of reaching somebody."""

from datetime import timedelta

from django import forms

from okoce.clock import today
from okoce.fields.days import DayField
from participants.contacts.models import LATEST, Contact

WORDS = {
    Contact.Outcome.GOES_ON: "Akan melanjutkan",
    Contact.Outcome.LATER: "Minta dihubungi lagi",
    Contact.Outcome.STOPS: "Tidak melanjutkan",
    Contact.Outcome.MISSED: "Tidak terjawab",
    Contact.Outcome.WRONG: "Nomor salah",
}


def tomorrow():
    return today() + timedelta(days=1)


def last_day():
    return today() + LATEST


class ContactForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hasilnya",
        choices=WORDS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya.", "invalid_choice": "Pilih salah satu hasil di bawah."},
    )
    again_on = DayField(
        label="Dihubungi lagi tanggal",
        required=False,
        help_text="Bila orangnya minta dihubungi lagi.",
        earliest=tomorrow,
        latest=last_day,
    )
    note = forms.CharField(
        label="Keterangan", required=False, max_length=200, help_text="Misalnya: modul 2 belum sempat, berdagang pagi."
    )
