"""Who looked at whose data: the one way a row comes into the access log.

A row says who, in which role and area, on which page, which kinds of data of how many people, and why where that was
asked. It holds no name, phone, NIK or word of a search. One person stands in it by number; the people of a list, a
print or a file stand in it as numbers with a digest under a key of its own (settings.ACCESS_LOG_KEY).
"""

from okoce.accounts import data_kinds, people_read
from okoce.accounts.log_digests import digest_of
from okoce.accounts.models import AccessLog
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.masking import blank_nik

PEOPLE = "people.participant"
# What tells the person that somebody saw their data; a change says nothing of what stands in the answer.
SEEN = {AccessLog.Act.OPEN, AccessLog.Act.LIST, AccessLog.Act.UNMASK, AccessLog.Act.EXPORT}


def record(actor, act, subject, reason=""):
    """Write down that somebody opened, unmasked, exported or changed the data of `subject`, a saved row."""
    return _write(actor, act, subject._meta.label_lower, [subject.pk], reason)


def record_many(actor, act, model, ids, reason=""):
    """Write down the same act on many rows of a model, given by their numbers: one row of the log, none for nobody."""
    return _write(actor, act, model._meta.label_lower, sorted(set(ids)), reason) if ids else None


def record_shown(actor, ids, *, as_list):
    """Write down that the people with these numbers stood in an answer: one opened, or a list of them."""
    act = AccessLog.Act.LIST if as_list or len(ids) > 1 else AccessLog.Act.OPEN
    return _write(actor, act, PEOPLE, ids, "")


def _write(actor, act, subject, ids, reason):
    held = _role_used(actor)
    reading = people_read.current()
    page = reading.page if reading else ""
    if subject == PEOPLE and act in SEEN:
        people_read.note_logged(ids)
    row = AccessLog(
        at=now(),
        actor=actor,
        actor_role=held.role if held else "",
        area=held.region_id if held else "",
        act=act,
        page=page,
        kinds=data_kinds.of_page(page, act),
        subject=subject,
        subject_id=ids[0] if len(ids) == 1 else None,
        people=ids if len(ids) > 1 else [],
        count=len(ids),
        digest=digest_of(ids),
        reason=blank_nik(reason)[:200],
    )
    row.save(force_insert=True)
    return row


def _role_used(actor):
    """The assignment somebody acts by; the first of the table of roles where they hold several."""
    order = {role: number for number, role in enumerate(Role.values)}
    return min(actor.assignments_now, key=lambda held: (order[held.role], held.region_id), default=None)
