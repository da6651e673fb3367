"""The last step: what one says yes to, and a password for those who want an account at once."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from participants.consents import memory as privacy_texts
from participants.consents.actions import RENEWED
from participants.registration.actions.register import Answers
from participants.registration.forms.questions import QuestionForm


class ConsentFields(forms.Form):
    """What one agrees to, by the texts of today; `texts` says which texts stood on the page that was sent."""

    consents = forms.MultipleChoiceField(
        label="Persetujuan tambahan (boleh tidak dicentang)",
        required=False,
        choices=privacy_texts.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    texts = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    @property
    def texts_shown(self):
        """What the page sends back, whatever was sent before."""
        return privacy_texts.shown()

    def clean_texts(self):
        if self.cleaned_data["texts"] not in ("", self.texts_shown):
            self.add_error(None, RENEWED)
        return ""


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
