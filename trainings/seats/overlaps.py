"""Meetings at the same hour. Pure."""


def overlap(meetings, others):
    """Return whether any of these meetings is held while one of the others is."""
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for one in meetings for other in others)
