"""How the pages of the admin show fields that are only read, and their menu."""

from functools import lru_cache

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField
from django.template.loader import render_to_string

from okoce.admin.columns import YES_OR_NO

register = template.Library()


@register.simple_tag
def admin_menu(apps):
    """The menu at the side of every page, without personal data: drawn once for each page and set of permissions."""
    return _menu(tuple((_entry(app, "models"), tuple(map(_entry, app["models"]))) for app in apps or ()))


@lru_cache(maxsize=256)  # 5,600 of the 43,000 calls of a list of the admin
def _menu(apps):
    apps = [dict(app) | {"models": [dict(model) for model in models]} for app, models in apps]
    return render_to_string("admin/menu.html", {"apps": apps})


def _entry(shown, without=""):
    return tuple((name, value) for name, value in shown.items() if name != without)


@register.simple_tag(takes_context=True)
def read_only(context, field):
    """Return what Django shows of a field, but for two kinds.

    Yes and no are words: Django draws an icon that is read out as "True". Another row is a link only for who may open
    such rows: Django links whatever has a page.
    """
    name, row = field.field["name"], field.form.instance
    try:
        column = row._meta.get_field(name)
    except FieldDoesNotExist:  # a method
        return field.contents()
    if isinstance(column, BooleanField):
        return YES_OR_NO[getattr(row, name)]
    if column.many_to_one and not _may_open(context["request"], field, column.related_model):
        return str(getattr(row, name) or field.empty_value_display)
    return field.contents()


def _may_open(request, field, model):
    site = field.model_admin.admin_site
    return not site.is_registered(model) or site.get_model_admin(model).has_view_permission(request)
