"""The links that the admin draws next to each choice of a related row, left out where they lead nowhere useful."""

ACTS = ("add", "change", "delete", "view")


def hide_related_links(fields, *, but=()):
    """Draw the fields of a form without these links, except for the acts in `but`."""
    for field in fields:
        for act in ACTS:
            if act not in but:
                setattr(field.widget, f"can_{act}_related", False)


class WithoutRelatedLinks:
    """For a ModelAdmin: none of these links in its form."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        hide_related_links(form.base_fields.values())
        return form
