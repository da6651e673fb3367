"""The module that knows how to judge, write and take back the rows of a kind of list (settings.LIST_KINDS).

Each has
BATCH, how many rows are written in one transaction;
clean(sheet, *, area, places, sex_codes) -> rows judged by themselves and against one another;
settle_doubles(rows): the last of it by itself, once a row was mended;
compare(rows, *, area, by): judge them against the register, in the name of an officer;
note_days(rows): since when the register holds what they change;
lock(rows): lock whom they name until the transaction ends;
write(rows, *, item, year, reason) -> {row: entry} as a WrittenBatch keeps it, each with "pk" of the participant;
announce(ids, *, key): say that these people were written;
is_lost_race(error) -> whether an IntegrityError comes from somebody else who wrote the same in this moment;
outlook(log, *, area) -> Outlook of what can be taken back;
take_back(found, *, item, key) -> ids of the people about whom something was taken back.
"""

from importlib import import_module

from django.conf import settings

from participants.imports.list_kinds import ListKind, permission


def of(kind):
    return import_module(settings.LIST_KINDS[kind])


def open_to(user):
    """Return the kinds of which a user may bring in lists somewhere."""
    return [kind for kind in ListKind if not permission(kind) or user.areas_for(permission(kind))]
