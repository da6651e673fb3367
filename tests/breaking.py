"""A step of an action that fails, to see that the action leaves nothing of itself behind."""


class Broken(Exception):
    """What no action expects: a server that is away in the middle."""


def fail(*args, **kwargs):
    """Take the place of any function."""
    raise Broken
