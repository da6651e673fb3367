"""The questions of both desks in which nothing stands yet, drawn once a process."""

from functools import cache

from okoce.drawn_forms import drawn


def blank(form):
    """Return the HTML of the questions of a blank form, the same for all of its area and for the texts of a day."""
    return _drawn(type(form))(form.area, form.texts_shown)


@cache
def _drawn(form_class):
    return drawn("participants/registration/desk/questions.html", lambda area, texts: form_class(area=area))
