"""Every change form of the admin, with its inlines, carries the version it was made from: okoce/versions.py."""

from okoce.versioned_forms import versioned

FIELD = "version"


class VersionedAdmin:
    """For every ModelAdmin. The version stands first on the page: hidden, until there is something to ask."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = versioned(kwargs.get("form") or self.form)
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            inline.form = versioned(inline.form)
        return inlines

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for inline in shown:
            inline.fieldsets = _with_version_first(inline.fieldsets, is_edited=inline.has_change_permission)
        return shown

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        page = context["adminform"]
        is_edited = change and self.has_change_permission(request, obj)
        page.fieldsets = _with_version_first(page.fieldsets, is_edited=is_edited)
        return super().render_change_form(request, context, add, change, form_url, obj)


def _with_version_first(fieldsets, *, is_edited):
    found = [(name, options | {"fields": [n for n in options["fields"] if n != FIELD]}) for name, options in fieldsets]
    if is_edited:
        name, options = found[0]
        found[0] = name, options | {"fields": [FIELD, *options["fields"]]}
    return found
