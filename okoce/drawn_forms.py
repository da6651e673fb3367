"""Forms in which nothing was typed: drawn once a process, and anew when reference data change.

To make, judge and draw the filters took a sixth of the time of a list of people, the questions of the registration
desk three quarters of the calls of its page.
"""

from functools import lru_cache

from django.template.loader import render_to_string

from okoce.reference.memory import Memory

MOST = 200  # kept for each form, those asked for last: of kecamatan and kota, and with what is chosen often


def drawn(template, make_form):
    """Return a function that draws the form `make_form(*args)` with a template, once for the same arguments.

    The arguments decide what may be chosen (an area, the texts of a day) or is (of given choices), are hashable, and
    say nothing of who asks. Nothing that is typed and no token of a page is kept.
    """
    kept = Memory(lambda: lru_cache(MOST)(lambda *args: render_to_string(template, {"form": make_form(*args)})))
    return lambda *args: kept.get()(*args)


def chosen_in(form):
    """Return what was chosen in a valid form of given choices, as an argument for such a function; () of no form."""
    return tuple(form.cleaned_data.items()) if form else ()
