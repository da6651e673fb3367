"""Kept fields in the words of the form they come from."""

import sys

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404
from django.urls import resolve


def lines(kept):
    """Return ([{"label", "value"}] of what was typed, how many other values are kept)."""
    known, texts = _fields(kept.path), {}
    for name, value in kept.fields:
        if name in known and (text := _text(known[name], value)):
            texts.setdefault(name, []).append(text)
    found = [{"label": known[name].label or name, "value": ", ".join(each)} for name, each in texts.items()]
    return found, sum(1 for _, value in kept.fields if value) - sum(map(len, texts.values()))


def _fields(path):
    """{name: form field} of the forms that the page of this address works with."""
    try:
        view = resolve(path.partition("?")[0]).func
    except Http404:
        return {}
    if model_admin := getattr(view, "model_admin", None):
        return _model_fields(model_admin.model)
    found = {}
    for each in vars(sys.modules[view.__module__]).values():
        if isinstance(each, type) and issubclass(each, forms.BaseForm):
            found |= each.base_fields
    return found


def _model_fields(model):
    found = {}
    for field in model._meta.get_fields():
        try:
            made = model._meta.get_field(field.name).formfield()
        except (FieldDoesNotExist, AttributeError):
            continue
        if made is not None:
            found[field.name] = made
    return found


def _text(field, value):
    """The value as its form shows it; "" for what is hidden there or what only a row's number says."""
    if field.widget.is_hidden or isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.BooleanField):
        return "ya" if value else ""
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for key, label in field.choices if str(key) == value), "")
    return value
