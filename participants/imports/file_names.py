"""The name of an uploaded file as it may be kept and shown: people name files by the NIK or phone in them. Pure."""

import re

_NUMBER = re.compile(r"\d(?:[ ._-]{0,2}\d){11,}")


def without_numbers(name):
    """The name with every number of 12 digits and more left out."""
    return _NUMBER.sub("…", name)
