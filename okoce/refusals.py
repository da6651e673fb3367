"""Refusals of actions, shown to the user: as a message on the next page, or as an error at the form."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError


def in_words(refused):
    """Return the sentences of a `ValidationError` as one text."""
    return " ".join(refused.messages)


@contextmanager
def as_message(request, lead=""):
    """Show a `ValidationError` of the block as a message, after the words of `lead`; then go on after the block."""
    try:
        yield
    except ValidationError as refused:
        messages.error(request, f"{lead} {in_words(refused)}".strip())


@contextmanager
def at_form(form, field=None):
    """Add a `ValidationError` of the block to the form, or to one field; then go on after the block."""
    try:
        yield
    except ValidationError as refused:
        form.add_error(field, refused)
