"""Published figures as plain values that are kept, and back. Pure."""

from okoce.small_counts import HIDDEN


def frozen(value):
    """Return nested values with None for each hidden number."""
    return _mapped(value, HIDDEN, None)


def thawed(value):
    """Return kept values with HIDDEN for each None."""
    return _mapped(value, None, HIDDEN)


def _mapped(value, old, new):
    if isinstance(value, dict):
        return {key: _mapped(each, old, new) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, old, new) for each in value]
    return new if value is old else value
