"""Forms by which a second registration number is joined to an account."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from okoce.accounts.forms import CodeForm as OneTimeCodeForm
from okoce.accounts.forms import NewPasswordForm
from okoce.clock import today
from participants.cleaning import dates, registration_numbers


class AskForm(forms.Form):
    use_required_attribute = False

    number = forms.CharField(
        label="Nomor pendaftaran",
        max_length=30,
        help_text="Ada di bukti pendaftaran. Contoh: OK26-7K3M9Q-X.",
        error_messages={"required": "Isi nomor pendaftaran; ada di bukti pendaftaran."},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "class": "width-20"}),
    )
    birth_on = forms.CharField(
        label="Tanggal lahir",
        help_text="Contoh: 10/05/1990.",
        error_messages={"required": dates.MESSAGES["DATE_EMPTY"]},
        widget=forms.TextInput(attrs={"autocomplete": "bday", "class": "width-10"}),
    )

    def clean_number(self):
        number = registration_numbers.parse(self.cleaned_data["number"])
        if number is None:
            raise ValidationError("Nomor ini salah ketik; cocokkan dengan bukti pendaftaran.")
        return number

    def clean_birth_on(self):
        born_on = dates.clean(self.cleaned_data["birth_on"], today=today())
        if not born_on.is_ok:
            raise ValidationError(born_on.message)
        return born_on.value


class CodeForm(NewPasswordForm, OneTimeCodeForm):
    """A code from a mail or from an officer, and the password of the account that it opens."""

    field_order = ["code", "password"]

    def __init__(self, *args, has_account=False, **kwargs):
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["password"]

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
