"""The filters of a list before anybody filters: drawn once a process, and anew when reference data change.

To make, judge and draw the form took a sixth of the time of a list of people.
"""

from functools import cache

from django.template.loader import render_to_string

from okoce.reference.memory import Memory


def blank(template, make_form):
    """Return a function that draws the blank form `make_form(*args)` with a template, once for the same arguments.

    The arguments decide what may be chosen (an area), are hashable, and say nothing of who asks.
    """
    kept = Memory(lambda: cache(lambda *args: render_to_string(template, {"form": make_form(*args)})))
    return lambda *args: kept.get()(*args)
