"""`manage.py check` compares the keys with the data.

Django leaves checks tagged `database` out unless asked; this one is asked for every time, and says nothing where no
database answers (building an image, before the first migration).
"""

from django.core.checks import Error, register
from django.db import DatabaseError

from okoce.keys.actions import problems
from okoce.keys.start import is_installed


@register("keys")
def check_keys(app_configs, **_):
    try:
        found = problems() if is_installed() else []
    except DatabaseError:
        return []
    return [Error(sentence, id="okoce.keys.E001") for sentence in found]
