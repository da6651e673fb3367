"""The last step: what one says yes to, and a password for those who want an account at once."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from participants.consents import texts as privacy_texts
from participants.registration.actions.register import Answers
from participants.registration.forms.questions import QuestionForm


class ConsentFields(forms.Form):
    consents = forms.MultipleChoiceField(
        label="Persetujuan tambahan (boleh tidak dicentang)",
        required=False,
        choices=list(privacy_texts.CONSENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class SendForm(ConsentFields, QuestionForm):
    password = forms.CharField(
        label="Kata sandi",
        required=False,
        max_length=128,
        strip=False,
        help_text="Boleh dikosongkan. Bila diisi, paling sedikit 8 huruf atau angka; akun bisa juga dibuat nanti.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-secret": "ya", "class": "width-20"}),
    )

    def __init__(self, *args, has_account=False, **kwargs):
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["password"]

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password


def answers_from(*forms):
    """What the forms say together, as `register` takes it; doubts become the flags an officer sees."""
    values = {name: value for form in forms for name, value in form.cleaned_data.items()}
    flags = dict.fromkeys(flag for form in forms for flag in form.flags)
    names = [name for name in Answers.__dataclass_fields__ if name in values]
    return Answers(**{name: values[name] for name in names}, flags=tuple(flags))
