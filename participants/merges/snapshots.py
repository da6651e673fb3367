"""All rows about some people as plain values, what differs between two such pictures, and the way back.

The rows are found through the models: whatever points to a person, and whatever points to that. So a model that comes
tomorrow is in the picture too.
"""

import datetime as dt

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import router
from django.db.models.sql import DeleteQuery

from participants.journey.models import StageEvent, StageStanding
from participants.people.models import Participant

# Appended and never changed, or judged anew from what else is here.
LEFT_OUT = {StageEvent._meta.label_lower, StageStanding._meta.label_lower, "merges.merge"}
# Said and done: it stays with the record when a merge is undone.
TRAIL = {"calls.notice", "calls.callresult"}
ANEW = {"twins.twincandidate", "planner.leftout"}  # found anew each night, and by each proposal
UNMINDED = TRAIL | ANEW
LET_GO = {"registration.registrationdraft"}  # stands on without its person, as long as its receipt does
SECRET = ("nik_sealed", "nik_digest")  # written by the setter of the number, under the keys of that day
JUDGED = ("is_checked", "stopped_after", "stopped_on", "name_key")
CHANGED = "Sejak disatukan, {} sudah berubah atau bertambah; penyatuan ini tidak dapat dibatalkan lagi."


def relations(model):
    """Return (model, field) of each foreign key to a model, those without a name for the way back too."""
    found = model._meta.get_fields(include_hidden=True)
    keys = [(each.related_model, each.field) for each in found if each.auto_created and not each.concrete]
    return [(other, key) for other, key in keys if key.is_relation and not key.many_to_many and not _is_history(other)]


def rows_about(people):
    """Return the rows about these people as {(label, pk): row}; what a row hangs on comes before it."""
    found = {_key(person): person for person in people}
    new = list(found.values())
    while new:
        of_model, new = _by_model(new), []
        for model, pks in of_model.items():
            for other, key in relations(model):
                if other._meta.label_lower in LEFT_OUT:
                    continue
                rows = other._base_manager.filter(**{f"{key.name}__in": pks}).order_by("pk")
                new += [row for row in rows if found.setdefault(_key(row), row) is row]
    return found


def picture(people):
    """Return {"label:pk": {field: plain value}} of the rows about these people."""
    return {f"{label}:{pk}": plain(row) for (label, pk), row in rows_about(people).items()}


def plain(row):
    """Return the fields of a row as JSON takes them; of a person the number itself, and nothing that is judged."""
    fields = serializers.serialize("python", [row])[0]["fields"]
    links = {field.name for field in row._meta.many_to_many}  # their rows are in the picture themselves
    fields = {name: _plain_value(value) for name, value in fields.items() if name not in links}
    if isinstance(row, Participant):
        fields = {name: value for name, value in fields.items() if name not in (*SECRET, *JUDGED)}
        fields["nik"] = row.nik
    return fields


def difference(before, after):
    """Return what the way back needs: rows that are no more, new ones, fields that changed, and who was there."""
    return {
        "deleted": {key: fields for key, fields in before.items() if key not in after},
        "created": [key for key in after if key not in before],
        "changed": {key: changed for key in after if (changed := _changed(before.get(key), after[key]))},
        "known": list(after),
    }


def refuse_built_on(log, people):
    """Raise `ValidationError` where something that a merge wrote was changed since, or something came on top of it."""
    current = picture(people)
    for key, changes in log["changed"].items():
        now_is = current.get(key)
        if key.partition(":")[0] in UNMINDED:
            continue
        if now_is is None or any(now_is[name] != after for name, (_, after) in changes.items()):
            raise ValidationError(CHANGED.format(_named(key)))
    known = {*log["known"], *log["deleted"]}
    for key in [*(key for key in log["created"] if key not in current), *(key for key in current if key not in known)]:
        if key.partition(":")[0] not in UNMINDED:
            raise ValidationError(CHANGED.format(_named(key)))


def restore(log):
    """Write everything back as it stood. The caller has locked the people and refused what was built on."""
    for key in reversed(log["created"]):
        model, pk = _model_and_pk(key)
        if model._meta.label_lower not in TRAIL:
            erase(model, [pk])
    for key, fields in log["deleted"].items():
        if key.partition(":")[0] in LET_GO:
            _take_back(key, fields)
        elif not _is_out_of_date(key, fields):
            _insert(key, fields)
    # First what goes back to the other person: until then only one of two may stand.
    for key, changes in sorted(log["changed"].items(), key=_stays_with_person):
        model, pk = _model_and_pk(key)
        before = dict(_column(model, name, old) for name, (old, _) in changes.items())
        model._default_manager.filter(pk=pk).update(**before)


def erase(model, pks):
    """Delete rows without those that hang on them, which the caller deals with, and without their history."""
    DeleteQuery(model).delete_batch(list(pks), router.db_for_write(model))


def _changed(before, after):
    if before is None:
        return {}
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


def _stays_with_person(change):
    key, changes = change
    model, _ = _model_and_pk(key)
    return not any(model._meta.get_field(name).related_model is Participant for name in changes)


def _insert(key, fields):
    model, pk = _model_and_pk(key)
    nik = fields.get("nik") if model is Participant else None
    row = model(
        pk=pk, **dict(_column(model, name, value) for name, value in fields.items() if name != "nik" or not nik)
    )
    if nik:
        row.nik = nik
        row.name_key = model._meta.get_field("name_key").pre_save(row, add=True)
    row.save_base(raw=True, force_insert=True)


def _take_back(key, fields):
    """Let a row be about its person again, if it still stands."""
    model, pk = _model_and_pk(key)
    people = [field for field in model._meta.concrete_fields if field.related_model is Participant]
    model._default_manager.filter(pk=pk).update(**{field.attname: fields[field.name] for field in people})


def _is_out_of_date(key, fields):
    """Whether a row that is found anew points to something that is no more, as the other one of a pair."""
    model, _ = _model_and_pk(key)
    if model._meta.label_lower not in ANEW:
        return False
    links = [field for field in model._meta.concrete_fields if field.is_relation and fields[field.name] is not None]
    return not all(field.related_model._base_manager.filter(pk=fields[field.name]).exists() for field in links)


def _column(model, name, value):
    field = model._meta.get_field(name)
    kind = field.target_field if field.is_relation else field
    return field.attname, None if value is None else kind.to_python(value)


def _plain_value(value):
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


def _key(row):
    return row._meta.label_lower, row.pk


def _by_model(rows):
    found = {}
    for row in rows:
        found.setdefault(type(row), []).append(row.pk)
    return found


def _is_history(model):
    return hasattr(model, "instance_type")


def _model_and_pk(key):
    label, _, pk = key.partition(":")
    model = Participant._meta.apps.get_model(label)
    return model, model._meta.pk.to_python(pk)


def _named(key):
    model, _ = _model_and_pk(key)
    return str(model._meta.verbose_name)
