"""What was built on people whom an import wrote, and on what it changed of known ones: that is not taken back."""

from datetime import date

from participants.journey.models import StageEvent, StageStanding
from participants.merges import snapshots
from participants.people.models import Business, Participant, Residence

AWAY = "datanya sudah disatukan atau dihapus"
CHANGED = "datanya sudah diubah sesudah impor"
AGAIN = "isinya sudah berubah lagi"
OUTSIDE = "orangnya kini di luar wilayah impor ini"
RESTRICTED = "orangnya meminta datanya diproses terbatas"
STANDS_ON_HOME = "sudah mencapai langkah di tempat tinggal yang baru"
STAGE = "sudah mencapai langkah"
IN_USE = "data usahanya sudah dipakai"
_FOLLOWING = (StageEvent, StageStanding)
_OWN = {"people.residence", "people.business"}  # they come with the person
_PLAIN_BUSINESS = {"name": "", "business_class": None, "commodity": None, "since_year": None}
ON_PERSON = ("phone", "email", "street", "rt", "rw")


def of_new(people):
    """{id: why} of those new people who stay; `people` says of each id whether a business came with them."""
    ids = list(people)
    found = {}
    rows = Participant.objects.filter(pk__in=ids).values_list("pk", "user_id", "mentor_id", "is_checked")
    standing = {pk: values for pk, *values in rows}
    for pk in ids:
        if pk not in standing:
            found[pk] = AWAY
    relations = snapshots.relations(Participant)
    for model, key in sorted(relations, key=lambda relation: relation[0] in _FOLLOWING):  # what they follow from first
        if model._meta.label_lower not in _OWN | snapshots.ANEW:
            why = STAGE if model in _FOLLOWING else f"sudah ada {model._meta.verbose_name}"
            for pk in _ids(model, key.name, ids):
                found.setdefault(pk, why)
    with_business = set(_ids(Business, "participant", ids))
    changed = {*_changed(Participant, "id", ids), *_changed(Business, "participant_id", ids)}
    moved = [pk for pk, count in _homes(ids).items() if count > 1]
    for pk in [*changed, *moved, *(pk for pk in standing if any(standing[pk])), *_used_businesses(ids)]:
        found.setdefault(pk, CHANGED)
    for pk, came in people.items():
        if came != (pk in with_business):
            found.setdefault(pk, CHANGED)
    return found


def of_changed(entries, area):
    """{(id, field): why} of those changes that stay; `entries` are {id: entry of a log}."""
    found, ids = {}, list(entries)
    rows = Participant.objects.filter(pk__in=ids)
    fields = (*ON_PERSON, "kelurahan_id", "business__trade")
    rows = rows.values_list("pk", "kecamatan_id", "restricted_at", *fields)
    names = (*ON_PERSON, "kelurahan", "trade")
    current = {pk: (home, limit, dict(zip(names, values, strict=True))) for pk, home, limit, *values in rows}
    moved = {pk: entry for pk, entry in entries.items() if "kelurahan" in entry["changes"]}
    made = [pk for pk, entry in entries.items() if entry.get("made_business")]
    used, bound = set(_used_businesses(made)), _bound_to_home(moved)
    for pk, entry in entries.items():
        for name, (_, after) in entry["changes"].items():
            if pk not in current:
                found[pk, name] = AWAY
            elif current[pk][0] not in area:
                found[pk, name] = OUTSIDE
            elif current[pk][1]:
                found[pk, name] = RESTRICTED
            elif (current[pk][2][name] or "") != after:
                found[pk, name] = AGAIN
            elif name == "trade" and pk in used:
                found[pk, name] = IN_USE
            elif name == "kelurahan" and pk in bound:
                found[pk, name] = bound[pk]
    return found


def _ids(model, key, ids):
    return model._base_manager.filter(**{f"{key}__in": ids}).order_by().values_list(key, flat=True).distinct()


def _changed(model, key, ids):
    """Return the ids of those with a copy that is not the first one."""
    copies = model.history.filter(**{f"{key}__in": ids}, history_type="~").order_by()
    return set(copies.values_list(key, flat=True))


def _homes(ids):
    found = dict.fromkeys(ids, 0)
    for pk in Residence.objects.filter(participant__in=ids).values_list("participant_id", flat=True):
        found[pk] += 1
    return found


def _used_businesses(ids):
    """Owners of businesses that say more than the import wrote, or that others point to."""
    mine = Business.objects.filter(participant__in=ids)
    used = set(mine.exclude(**_PLAIN_BUSINESS).values_list("participant_id", flat=True))
    owners = dict(mine.values_list("pk", "participant_id"))
    for model, key in snapshots.relations(Business):
        used |= {owners[pk] for pk in _ids(model, key.name, list(owners))}
    return used


def _bound_to_home(moved):
    """{id: why} of those who cannot move back: they moved again, or reached a stage where they live now."""
    found = {}
    days = {pk: date.fromisoformat(entry["moved"][0]) for pk, entry in moved.items()}
    reached = StageStanding.objects.filter(participant__in=moved).values_list("participant_id", "reached_on")
    for pk, day in reached:
        if day >= days[pk]:
            found[pk] = STANDS_ON_HOME
    for pk, since_on in Residence.objects.filter(participant__in=moved).values_list("participant_id", "since_on"):
        if since_on > days[pk]:
            found[pk] = AGAIN
    return found
