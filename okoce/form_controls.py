"""The boxes of a filter or a search, drawn as crispy-forms draws them but without its templates.

A box of 44 kecamatan drawn by templates, one for each option, costs more than the list it filters. Whatever is not a
plain box here is left to crispy-forms.
"""

from html import escape

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe


def drawn(field):
    """A bound field with its label and hint."""
    draw = None if field.errors else _DRAWINGS.get(type(field.field.widget))
    return draw(field) if draw else as_crispy_field(field)


def _select(field):
    attributes = _attributes(field, "select form-select")
    return _under_label(field, format_html("<select{}>{}</select>", attributes, _options(field)))


def _options(field):
    widget = field.field.widget
    chosen = set(widget.format_value(field.value()))
    return mark_safe("".join(_option(value, label, chosen) for value, label in widget.choices))  # noqa: S308 escaped


def _option(value, label, chosen):
    value = "" if value is None else str(value)
    if isinstance(label, list | tuple):
        inside = "".join(_option(*choice, chosen) for choice in label)
        return f'<optgroup label="{escape(value)}">{inside}</optgroup>'
    return f'<option value="{escape(value)}"{" selected" if value in chosen else ""}>{escape(str(label))}</option>'


def _text(field):
    widget, value = field.field.widget, field.field.widget.format_value(field.value())
    more = {"type": widget.input_type} | ({} if value is None else {"value": value})
    return _under_label(field, format_html("<input{}>", _attributes(field, "textinput form-control", **more)))


def _tick(field):
    more = {"type": "checkbox"} | ({"checked": True} if field.field.widget.check_test(field.value()) else {})
    return format_html(
        '<div class="mb-3"><div id="div_{}" class="form-check"><input{}>'
        '<label for="{}" class="form-check-label{}">{}{}</label>{}</div></div>',
        field.auto_id,
        _attributes(field, "checkboxinput form-check-input", **more),
        field.id_for_label,
        *_label(field),
        _hint(field),
    )


def _under_label(field, box):
    return format_html(
        '<div id="div_{}" class="mb-3"><label for="{}" class="form-label{}">{}{}</label>{}{}</div>',
        field.auto_id,
        field.id_for_label,
        *_label(field),
        box,
        _hint(field),
    )


def _label(field):
    """The label's further class, its words, and the mark of what must be filled in."""
    if field.field.required:
        return " requiredField", field.label, mark_safe('<span class="asteriskField">*</span>')
    return "", field.label, ""


def _hint(field):
    if not field.help_text:
        return ""
    return format_html('<div id="{}_helptext" class="form-text">{}</div>', field.auto_id, mark_safe(field.help_text))  # noqa: S308 ours


def _attributes(field, css, **more):
    widget = field.field.widget
    given = widget.build_attrs(widget.attrs, field.build_widget_attrs({}, widget))
    classes = " ".join(filter(None, [css, given.get("class")]))
    own = {"name": field.html_name, "id": field.auto_id} if field.auto_id else {"name": field.html_name}
    return flatatt(given | own | more | {"class": classes})


_DRAWINGS = {forms.Select: _select, forms.TextInput: _text, forms.CheckboxInput: _tick}
