"""What all forms of one row about a person share."""

from crispy_forms.helper import FormHelper
from django import forms


class RecordForm(forms.Form):
    """A form of one row about a person; refusals come from the action, in words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.helper = FormHelper()
        self.helper.form_tag = False
