"""Take back what an import wrote, within 30 days: whatever nothing has been built on since; the rest stays, counted."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import history
from okoce.accounts import access_log
from okoce.accounts.areas import Area
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from participants.imports import built_on
from participants.imports.actions.judging import OUTSIDE, settle
from participants.imports.actions.writing import CONFIRM
from participants.imports.columns import COLUMNS
from participants.imports.models import Import, WrittenBatch
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.merges import snapshots
from participants.people import written
from participants.people.models import Business, Participant, Residence

NO_REASON = "Tulis mengapa impor ini ditarik."
OVER = "Impor ini sudah ditarik, atau sudah lewat 30 hari."
MOVE_DECIDED = "perpindahannya sudah diputuskan atau ditarik"


@dataclass
class Outlook:
    """What can be taken back of some rows: ids of new people, {id: entry} of known ones, and why others stay."""

    people: dict = field(default_factory=dict)  # {id: row}
    changes: dict = field(default_factory=dict)  # {id: entry with the changes that can be taken back}
    moves: list = field(default_factory=list)  # ids of moves that were proposed and wait
    kept: dict = field(default_factory=dict)  # {row: why}

    @property
    def fields(self):
        return len(self.moves) + sum(len(entry["changes"]) for entry in self.changes.values())

    @property
    def counts(self):
        reasons = dict(Counter(self.kept.values()).most_common())
        return {"people": len(self.people), "fields": self.fields, "kept": reasons}


def look(item):
    """Return what undoing would do now, in the counts of an Outlook; nothing is changed."""
    found = Counter(), Counter()
    area = Area.of_region(item.region_id)
    for batch in item.batches.all():
        counts = _outlook(batch.log, area).counts
        found[0].update({"people": counts["people"], "fields": counts["fields"]})
        found[1].update(counts["kept"])
    return {"people": found[0]["people"], "fields": found[0]["fields"], "kept": dict(found[1].most_common())}


@transaction.atomic
def undo(item, *, by, reason):
    """Have an import taken back by a job.

    Raise `ValidationError` without a reason, outside the officer's area, after 30 days, and when it was undone before.
    """
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    item = Import.objects.select_for_update().get(pk=item.pk)
    if not item.allows(by, CONFIRM):
        raise ValidationError(OUTSIDE)
    if not item.may_be_undone:
        raise ValidationError(OVER)
    item.state, item.undone_by, item.undone_at = Import.State.UNDOING, by, now()
    item.undo_reason = reason.strip()[:200]
    item.save(update_fields=["state", "undone_by", "undone_at", "undo_reason"])
    enqueue("imports.undo", {"item": item.pk}, key=undoing_key(item), by=by)


def undoing_key(item):
    return f"import-undo:{item.pk}"


def take_back(item):
    """Take back batch by batch; what was taken back before a crash is found as it is. Returns what ends the job.

    Raise `ValidationError` when the officer may not confirm there any more.
    """
    if not item.allows(item.undone_by, CONFIRM):
        raise ValidationError(OUTSIDE)
    for pk in list(item.batches.filter(outcome__isnull=True).values_list("pk", flat=True)):
        _take_back_batch(item, pk)
    total, kept = Counter(), Counter()
    for outcome in item.batches.values_list("outcome", flat=True):
        total.update({name: outcome[name] for name in ("people", "fields")})
        kept.update(outcome["kept"].values())
    undone = {"people": total["people"], "fields": total["fields"], "kept": dict(kept.most_common())}
    return lambda: settle(item, Import.State.UNDOING, {"state": Import.State.UNDONE, "undone": undone})


def hold_people(pk):
    """Lock the people of a batch, and before the batch: as a deletion does, which takes its person out of the batch.

    Acts lock the person whom they write about, too: what is being written in this moment is waited for.
    """
    ids = [entry["pk"] for entry in WrittenBatch.objects.get(pk=pk).log.values()]
    list(Participant.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


@transaction.atomic
def _take_back_batch(item, pk):
    hold_people(pk)
    batch = WrittenBatch.objects.select_for_update().get(pk=pk)
    log = batch.log
    found = _outlook(log, Area.of_region(item.region_id))
    reason = f"Impor {item.pk} ditarik: {item.undo_reason}"[:200]
    with history.acting(item.undone_by, reason):
        _take_back_people(list(found.people))
        _take_back_changes(found.changes, reason)
    import_module(settings.LIST_MOVES).withdraw(found.moves)
    touched = [*found.people, *found.changes]
    access_log.record_many(item.undone_by, AccessLog.Act.CHANGE, Participant, touched, reason=reason)
    written.announce(list(found.changes), key=f"import-undone:{batch.pk}")
    batch.outcome = {"people": len(found.people), "fields": found.fields, "kept": found.kept}
    batch.save(update_fields=["outcome"])


def _outlook(log, area):
    found = Outlook()
    new = {entry["pk"]: (key, entry["new"]) for key, entry in log.items() if "new" in entry}
    reasons = built_on.of_new({pk: has_business for pk, (_, has_business) in new.items()})
    for pk, (key, _) in new.items():
        if pk in reasons:
            found.kept[key] = reasons[pk]
        else:
            found.people[pk] = key
    changed = {entry["pk"]: (key, entry) for key, entry in log.items() if "changes" in entry}
    reasons = built_on.of_changed({pk: entry for pk, (_, entry) in changed.items()}, area)
    for pk, (key, entry) in changed.items():
        free = {name: values for name, values in entry["changes"].items() if (pk, name) not in reasons}
        if free:
            found.changes[pk] = entry | {"changes": free}
        for name in entry["changes"].keys() - free.keys():
            found.kept[f"{key} {COLUMNS[name].title}"] = reasons[pk, name]
    _outlook_of_moves(found, {entry["move"]: key for key, entry in log.items() if "move" in entry})
    return found


def _outlook_of_moves(found, proposed):
    """Moves that wait are withdrawn; `proposed` is {id of the move: row}."""
    found.moves = sorted(import_module(settings.LIST_MOVES).waiting(proposed))
    for pk in proposed.keys() - set(found.moves):
        found.kept[f"{proposed[pk]} {COLUMNS['kelurahan'].title}"] = MOVE_DECIDED


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
