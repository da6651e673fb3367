"""Since when the register holds the values that a list would change."""

from okoce.clock import wib_day
from participants.imports.actions import rows as import_rows
from participants.people.models import Business, Participant

_OF_PERSON = {
    "phone": "phone",
    "email": "email",
    "street": "street",
    "rt": "rt",
    "rw": "rw",
    "kelurahan": "kelurahan_id",
}


def note(rows):
    """Write into each row that changes something {field: day} since when the register has its value."""
    changing = [judged for judged in rows if judged.changes]
    for at in range(0, len(changing), import_rows.BATCH):
        batch = changing[at : at + import_rows.BATCH]
        keys = [judged.known.pk for judged in batch]
        days = _registered(keys) | _days(Participant.history.filter(id__in=keys), "id", _OF_PERSON)
        days |= _days(Business.history.filter(participant_id__in=keys), "participant_id", {"trade": "trade"})
        for judged in batch:
            for name in judged.changes:
                since = days.get((judged.known.pk, name)) or days.get(judged.known.pk)
                judged.days[name] = wib_day(since).isoformat() if since else ""


def _registered(keys):
    """A value that never changed stands since the registration; a trade was asked for then."""
    return dict(Participant.objects.filter(pk__in=keys).values_list("pk", "registered_at"))


def _days(history, owner, fields):
    """{(key, field): moment} of the last change of each field, for those that changed at all."""
    found, last = {}, {}
    copies = history.order_by(owner, "history_date", "history_id")
    for key, moment, *values in copies.values_list(owner, "history_date", *fields.values()):
        before = last.get(key)
        last[key] = values
        for name, old, new in zip(fields, before or values, values, strict=True):
            if old != new:
                found[key, name] = moment
    return found
