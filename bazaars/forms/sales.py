"""Takings of a stall-day."""

from django import forms

from bazaars.actions.sales import MOST_IN_A_DAY, TOO_LITTLE, TOO_MUCH, amount_refusal, day_refusal
from bazaars.models import StallSale
from okoce.fields.columns import of_column
from okoce.fields.numbers import RupiahField
from okoce.versioned_forms import VersionedModelForm
from participants.cleaning import registration_numbers
from participants.journey.actions import evidence as records
from participants.people.models import Participant
from participants.people.once_form import OnceForm

EXAMPLE = "Misalnya 1.250.000 atau 1,25 juta."


class StallSaleForm(VersionedModelForm):
    """Takings of one person on one day; the person by the number on the receipt."""

    registration_number = forms.CharField(
        label="Nomor pendaftaran peserta",
        max_length=20,
        help_text="Tertulis di tanda terima, misalnya OK26-7K3M9Q-X.",
        error_messages={"required": "Isi nomor pendaftaran peserta."},
    )
    visible_people = Participant.objects.none()  # set per request by the admin

    class Meta:
        model = StallSale
        fields = ["bazaar", "sold_on", "amount"]
        formfield_callback = of_column
        help_texts = {"amount": EXAMPLE}

    def lock_first(self):
        records.lock_person(self.instance.participant_id)

    def clean_registration_number(self):
        typed = self.cleaned_data["registration_number"]
        number = registration_numbers.parse(typed) or typed.strip()
        participant = self.visible_people.filter(registration_number=number).first()
        if participant is None:
            raise forms.ValidationError("Nomor ini tidak ada di wilayah Anda. Periksa lagi hurufnya.")
        self.instance.participant = participant
        return number

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if why := amount_refusal(amount):
            raise forms.ValidationError(why)
        return amount

    def clean(self):
        cleaned = super().clean()
        bazaar = cleaned.get("bazaar") or (self.instance.bazaar if self.instance.bazaar_id else None)
        day = cleaned.get("sold_on")
        if not (bazaar and day):
            return cleaned
        participant = self.instance.participant if self.instance.participant_id else None
        if why := day_refusal(day, bazaar=bazaar, participant=participant):
            self.add_error("sold_on", why)
        if participant:
            same = StallSale.objects.standing().filter(
                bazaar=bazaar, participant=self.instance.participant_id, sold_on=day
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("sold_on", "Penjualan peserta ini pada hari itu sudah dicatat; ubah catatan yang ada.")
        return cleaned


class TakingsForm(OnceForm):
    """What was taken at one stall on one day."""

    amount = RupiahField(
        label="Penjualan hari itu (Rp)",
        min_value=1,
        max_value=MOST_IN_A_DAY,
        help_text=EXAMPLE,
        error_messages={
            "required": "Isi penjualan hari itu, misalnya 1.250.000.",
            "min_value": TOO_LITTLE,
            "max_value": TOO_MUCH,
        },
    )


class VoidSaleForm(forms.Form):
    """Staff say why an entry does not stand."""

    reason = forms.CharField(
        label="Alasan",
        max_length=150,
        help_text="Dibaca peserta pada perjalanannya.",
        error_messages={"required": "Tulis alasan pembatalan; alasan ini dibaca peserta."},
    )
