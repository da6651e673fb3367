"""To which mentor people are handed over."""

from django import forms

from okoce.pk_parsing import row_number

CHOOSE = "Pilih pendamping baru."


class HandoverForm(forms.Form):
    """`mentors` are choices, grouped; the people are ticked in the list below, or all of them are meant."""

    use_required_attribute = False
    mentor = forms.TypedChoiceField(
        label="Pendamping baru",
        coerce=int,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, *args, mentors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mentor"].choices = [("", "Pilih pendamping"), *mentors]

    @property
    def takes_all(self):
        return self.data.get("who") == "all"

    @property
    def ticked(self):
        return [number for text in self.data.getlist("people") if (number := row_number(text))]

    def clean(self):
        data = super().clean()
        if not (self.takes_all or self.ticked):
            raise forms.ValidationError("Centang dulu pesertanya, atau serahkan semua.")
        return data
