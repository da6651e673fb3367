from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from okoce import money
from okoce.formats import angka


class RecordForm(forms.Form):
    """A form of one row about a person; refusals come from the action, in words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.helper = FormHelper()
        self.helper.form_tag = False


class RupiahField(forms.CharField):
    """Whole rupiah, typed as people type it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return angka(value) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse(text)
        except ValueError as refused:
            raise ValidationError(str(refused)) from None
