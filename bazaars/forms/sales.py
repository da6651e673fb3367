from django import forms

from bazaars.models import StallSale
from participants import registration_numbers
from participants.models import Participant


class StallSaleForm(forms.ModelForm):
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
        help_texts = {"amount": "Rupiah bulat, tanpa titik: 1250000."}

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
        if amount < 1:
            raise forms.ValidationError("Isi penjualan lebih dari Rp 0.")
        return amount

    def clean(self):
        cleaned = super().clean()
        bazaar = cleaned.get("bazaar") or (self.instance.bazaar if self.instance.bazaar_id else None)
        day = cleaned.get("sold_on")
        if not (bazaar and day):
            return cleaned
        if not bazaar.starts_on <= day <= bazaar.ends_on:
            self.add_error("sold_on", "Hari ini di luar hari bazar; pilih salah satu hari bazar.")
        if self.instance.participant_id:
            same = StallSale.objects.standing().filter(
                bazaar=bazaar, participant=self.instance.participant_id, sold_on=day
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("sold_on", "Penjualan peserta ini pada hari itu sudah dicatat; ubah catatan yang ada.")
        return cleaned


class TakingsForm(forms.Form):
    """What was taken at one stall on one day."""

    amount = forms.IntegerField(
        label="Penjualan hari itu (Rp)",
        min_value=1,
        max_value=10_000_000_000,
        help_text="Rupiah bulat, tanpa titik: 1250000.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Isi penjualan hari itu.",
            "invalid": "Isi angka bulat tanpa titik, misalnya 1250000.",
            "min_value": "Isi penjualan lebih dari Rp 0.",
            "max_value": "Angka ini terlalu besar untuk sehari; periksa nolnya.",
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
