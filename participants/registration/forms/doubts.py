"""Forms that may be sent with a doubt: it is shown once, and a second press goes on."""

from django import forms
from django.core.exceptions import ValidationError


class ConfirmDoubtsForm(forms.Form):
    """`flags` are the doubts about what was typed; `is_ready` once all of them were seen."""

    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.flags, self.doubts = [], []

    def accept(self, cleaned, *, tell=True):
        """The value of a cleaning module, its refusal as this field's error, its flags as doubts."""
        if not cleaned.is_ok:
            raise ValidationError(cleaned.message, code=cleaned.code)
        self.flags += [flag for flag in cleaned.flags if flag not in self.flags]
        if cleaned.message:
            self.doubts.append(cleaned.message)
        return cleaned.value

    @property
    def doubts_text(self):
        return " ".join(dict.fromkeys(self.doubts))

    def is_ready(self):
        return self.is_valid() and not self._unseen

    def show_doubts(self):
        """What is drawn now was seen when it is sent again."""
        if not self.errors and self._unseen:
            self.data = self.data.copy()
            self.data["seen"] = " ".join(self.flags)

    @property
    def _unseen(self):
        return set(self.flags) - set(self.cleaned_data["seen"].split())
