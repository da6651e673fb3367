"""Take back what an import wrote, within 30 days: whatever nothing has been built on since; the rest stays, counted."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import history
from okoce.accounts import access_log
from okoce.accounts.areas import Area
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from participants.imports.actions import kinds
from participants.imports.actions.judging import OUTSIDE, settle
from participants.imports.actions.writing import CONFIRM
from participants.imports.models import Import, WrittenBatch
from participants.people.models import Participant

NO_REASON = "Tulis mengapa impor ini ditarik."
OVER = "Impor ini sudah ditarik, atau sudah lewat 30 hari."


def look(item):
    """Return what undoing would do now, in the counts of an Outlook; nothing is changed."""
    found = Counter(), Counter()
    area, of_kind = Area.of_region(item.region_id), kinds.of(item.kind)
    for batch in item.batches.all():
        counts = of_kind.outlook(batch.log, area=area).counts
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
    of_kind = kinds.of(item.kind)
    found = of_kind.outlook(batch.log, area=Area.of_region(item.region_id))
    with history.acting(item.undone_by, item.undoing_reason):
        touched = of_kind.take_back(found, item=item, key=f"import-undone:{batch.pk}")
    access_log.record_many(item.undone_by, AccessLog.Act.CHANGE, Participant, touched, reason=item.undoing_reason)
    batch.outcome = {"people": len(found.new), "fields": found.fields, "kept": found.kept}
    batch.save(update_fields=["outcome"])
