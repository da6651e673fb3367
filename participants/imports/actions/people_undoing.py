"""What an import of people wrote is taken back: new people with what came with them, former values of known ones."""

from collections import Counter, defaultdict
from datetime import date
from importlib import import_module

from django.conf import settings

from participants.imports import built_on
from participants.imports.fact_columns import TITLES
from participants.imports.outlooks import Outlook
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.merges import snapshots
from participants.people import written
from participants.people.models import Business, Participant, Residence

MOVE_DECIDED = "perpindahannya sudah diputuskan atau ditarik"


def take_back(found, *, item, key):
    """Take people and changes back, and return the ids of all of them."""
    _take_back_people(list(found.new))
    _take_back_changes(found.changes, item.undoing_reason)
    import_module(settings.LIST_MOVES).withdraw(found.moves)
    written.announce(list(found.changes), key=key)
    return [*found.new, *found.changes]


def outlook(log, *, area):
    """Return the Outlook of a log: {id: row} of new people, {id: entry} of known ones."""
    found = Outlook()
    new = {entry["pk"]: (key, entry["new"]) for key, entry in log.items() if "new" in entry}
    reasons = built_on.of_new({pk: has_business for pk, (_, has_business) in new.items()})
    for pk, (key, _) in new.items():
        if pk in reasons:
            found.kept[key] = reasons[pk]
        else:
            found.new[pk] = key
    changed = {entry["pk"]: (key, entry) for key, entry in log.items() if "changes" in entry}
    reasons = built_on.of_changed({pk: entry for pk, (_, entry) in changed.items()}, area)
    for pk, (key, entry) in changed.items():
        free = {name: values for name, values in entry["changes"].items() if (pk, name) not in reasons}
        if free:
            found.changes[pk] = entry | {"changes": free}
        for name in entry["changes"].keys() - free.keys():
            found.kept[f"{key} {TITLES[name]}"] = reasons[pk, name]
    _outlook_of_moves(found, {entry["move"]: key for key, entry in log.items() if "move" in entry})
    return found


def _outlook_of_moves(found, proposed):
    """Moves that wait are withdrawn; `proposed` is {id of the move: row}."""
    found.moves = sorted(import_module(settings.LIST_MOVES).waiting(proposed))
    for pk in proposed.keys() - set(found.moves):
        found.kept[f"{proposed[pk]} {TITLES['kelurahan']}"] = MOVE_DECIDED


def _take_back_people(ids):
    """Delete new people with what came with them, and count them no longer."""
    people = Participant.objects.defer("nik_sealed").in_bulk(ids)
    counted = Counter()
    counted.subtract(journeys.registrations(people))
    add_tallies(counted)
    for model, key in snapshots.relations(Participant):
        if model._meta.label_lower in snapshots.ANEW:
            model._base_manager.filter(**{f"{key.name}__in": ids}).delete()
    Residence.objects.filter(participant__in=ids).delete()
    Business.history.filter(participant_id__in=ids).delete()
    snapshots.erase(Business, Business.objects.filter(participant__in=ids).values_list("pk", flat=True))
    Participant.history.filter(id__in=ids).delete()
    snapshots.erase(Participant, ids)


def _take_back_changes(entries, reason):
    """Write former values back. `entries` is {id: entry of the log}."""
    people = Participant.objects.defer("nik_sealed").in_bulk(entries)
    former, changed = defaultdict(dict), []
    for pk, entry in entries.items():
        for name, (before, _) in entry["changes"].items():
            if name in built_on.ON_PERSON:
                setattr(people[pk], name, before)
                changed.append(people[pk])
            else:
                former[name][pk] = before
    homes = former["kelurahan"]
    counted = journeys.registrations(people)
    _put_homes_back(entries, homes, people)
    changed += [people[pk] for pk in homes]
    columns = [*built_on.ON_PERSON, "kelurahan", "kecamatan"]
    Participant.objects.bulk_update(dict.fromkeys(changed), columns, batch_size=200)
    if homes:
        counted = Counter({key: -count for key, count in counted.items()})
        counted.update(journeys.registrations(people))
        add_tallies(counted)
        journeys.refresh(list(homes), reason=reason)
    made = [pk for pk in former["trade"] if entries[pk].get("made_business")]
    Business.history.filter(participant_id__in=made).delete()
    snapshots.erase(Business, Business.objects.filter(participant__in=made).values_list("pk", flat=True))
    owned = list(Business.objects.filter(participant__in=former["trade"].keys() - set(made)))
    for business in owned:
        business.trade = former["trade"][business.participant_id]
    Business.objects.bulk_update(owned, ["trade"], batch_size=200)


def _put_homes_back(entries, homes, people):
    """Let people live where they lived, as if they had not moved on the day of the import."""
    moved = defaultdict(list)  # {(day, the home that the register had for it): ids}
    for pk, home in homes.items():
        moved[tuple(entries[pk]["moved"])].append(pk)
        people[pk].kelurahan_id, people[pk].kecamatan_id = home, home.rpartition(".")[0]
    for (day, former), ids in moved.items():
        of_day = Residence.objects.filter(participant__in=ids, since_on=date.fromisoformat(day))
        if former is None:
            of_day.delete()
        else:
            of_day.update(kelurahan=former)
