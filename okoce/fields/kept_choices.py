"""Boxes of lists that are kept in memory: their options are drawn once a process, only what is chosen differs."""

from functools import lru_cache

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


class KeptSelect(forms.Select):
    """For a list of places or the like, whose values are codes. A page of two such boxes was mostly their options."""

    template_name = "django/forms/widgets/kept_select.html"

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, value, attrs)
        groups = tuple((group, tuple(within) if isinstance(within, list) else within) for group, within in self.choices)
        options = _drawn(groups)
        for code in self.format_value(value):
            options = options.replace(f'value="{code}"', f'value="{code}" selected', 1)
        context["widget"]["options"] = mark_safe(options)  # noqa: S308 drawn by the template
        return context


@lru_cache(maxsize=128)
def _drawn(groups):
    listed = [(group, within) if isinstance(within, tuple) else ("", ((group, within),)) for group, within in groups]
    return render_to_string("django/forms/widgets/kept_options.html", {"groups": listed})
