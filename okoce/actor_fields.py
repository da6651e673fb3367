"""The one field for the account that did something with a row: registered, checked, voided it."""

from django.conf import settings
from django.db import models


def actor_field(label=None, on_delete=models.PROTECT, *, optional=False, **options):
    """Return the foreign key to that account, which keeps no list of such rows.

    An account that is named cannot be deleted; with `SET_NULL` its deletion leaves the row without a name. `optional`
    is for what is done later, or without an account.
    """
    if optional:
        options |= {"null": True, "blank": True}
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete, related_name="+", verbose_name=label, **options)
