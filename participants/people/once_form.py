"""A form that makes something new: each one that is drawn carries a random token of its own."""

import json
import secrets

from django import forms
from django.utils.crypto import salted_hmac


def _token():
    return secrets.token_urlsafe(16)


class OnceForm(forms.Form):
    """`key_for(user)` names what was sent: the same form with the same content, by the same user.

    A form that comes back by the browser's Back button still holds its token. With other content it is another one.
    """

    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=_token)

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.cleaned_data.pop("token", None)

    def key_for(self, user):
        token = self["token"].value() if self.is_bound else ""
        if not token:
            return ""
        fields = {name: self[name].value() for name in self.fields}
        content = json.dumps([user.pk, fields], sort_keys=True, default=str)
        return salted_hmac("participants.people.once_form", content, algorithm="sha256").hexdigest()
