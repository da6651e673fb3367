"""Boxes of lists that are kept in memory: their options are drawn once a process, only what is chosen differs."""

from functools import lru_cache

from django import forms
from django.template.loader import render_to_string
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import mark_safe


class KeptChoices(BaseChoiceIterator):
    """Choices as a tuple of (value, label) and (group, tuple of these): fields take them as they are."""

    def __init__(self, choices):
        self.choices = choices

    def __iter__(self):
        return iter(self.choices)


def kept(choices):
    """KeptChoices of any choices."""
    if isinstance(choices, KeptChoices):
        return choices
    return KeptChoices(
        tuple((group, tuple(within) if isinstance(within, list) else within) for group, within in choices)
    )


class KeptSelect(forms.Select):
    """For a list of places or the like, whose values are codes. A page of two such boxes was mostly their options."""

    template_name = "django/forms/widgets/kept_select.html"

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, value, attrs)
        options = _drawn(kept(self.choices).choices)
        for code in self.format_value(value):
            options = options.replace(f'value="{code}"', f'value="{code}" selected', 1)
        context["widget"]["options"] = mark_safe(options)  # noqa: S308 drawn by the template
        return context


@lru_cache(maxsize=128)
def _drawn(groups):
    listed = [(group, within) if isinstance(within, tuple) else ("", ((group, within),)) for group, within in groups]
    return render_to_string("django/forms/widgets/kept_options.html", {"groups": listed})
