from django import forms

from okoce.clock import today
from participants.models import Licence


class LicenceForm(forms.ModelForm):
    class Meta:
        model = Licence
        fields = ["participant", "kind", "state", "number", "issued_on", "refusal_reason"]

    def clean(self):
        told = super().clean()
        if told.get("state") == Licence.State.ISSUED:
            if not told.get("number"):
                self.add_error("number", "Isi nomor izin yang tertulis di surat izinnya.")
            if not told.get("issued_on"):
                self.add_error("issued_on", "Isi tanggal terbit yang tertulis di surat izinnya.")
        if told.get("issued_on") and told["issued_on"] > today():
            self.add_error("issued_on", "Tanggal terbit belum tiba; cocokkan dengan surat izinnya.")
        if told.get("state") == Licence.State.REFUSED and not told.get("refusal_reason"):
            self.add_error("refusal_reason", "Isi alasan penolakan dari instansi yang menolak.")
        return told
