"""How the pages of the admin show fields that are only read."""

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField

from okoce.admin.columns import YES_OR_NO

register = template.Library()


@register.filter
def read_only(field):
    """Return what Django shows of a field, but yes and no in words: Django draws an icon that is read out as "True"."""
    name, row = field.field["name"], field.form.instance
    try:
        is_yes_or_no = isinstance(row._meta.get_field(name), BooleanField)
    except FieldDoesNotExist:  # a method
        return field.contents()
    return YES_OR_NO[getattr(row, name)] if is_yes_or_no else field.contents()
