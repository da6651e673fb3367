"""What all forms of one row about a person share."""

from django import forms


class RecordForm(forms.Form):
    """A form of one row about a person; refusals come from the action, in words."""

    use_required_attribute = False
