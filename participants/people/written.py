"""Say that people were written, to whichever app wants to look at them afterwards (settings.PEOPLE_WRITTEN)."""

from django.conf import settings
from django.utils.module_loading import import_string


def announce(participant_ids, *, key):
    """Call each hook once with these people; `key` names the writing, so that a job is made once. Returns nothing."""
    for name in settings.PEOPLE_WRITTEN:
        import_string(name)(participant_ids, key=key)
