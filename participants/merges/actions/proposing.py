"""Propose that two records are one person. Nothing changes until a second officer confirms."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.journey import stages
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.merges.models import ADD, CONFIRM, Merge
from participants.people import proposals
from participants.people.models import Participant
from participants.twins.actions import deciding
from participants.twins.models import TwinCandidate

WAITING = "Pendaftaran yang belum diperiksa KTP-nya disatukan lewat pemeriksaan KTP, bukan di sini."
VANISHED = "Salah satu datanya sudah tidak ada lagi; muat ulang daftarnya."
UNDER_WAY = "Salah satu dari keduanya sudah diusulkan untuk disatukan; selesaikan usulan itu dulu."
NO_REASON = "Tulis alasan: apa yang dilihat sehingga yakin keduanya orang yang sama."
NO_REFUSAL = "Tulis alasan penolakan, supaya pengusul tahu."
OVER = "Usulan ini baru saja diputuskan petugas lain, atau ditarik pengusulnya."


def propose(keep, duplicate, *, by, reason):
    """Write down that `duplicate` is the same person as `keep`, and return the merge that waits for a second officer.

    Raise `ValidationError` outside the officer's area, for oneself, for registrations that wait, without a reason, and
    when one of the two is in another proposal.
    """
    reason = proposals.words(reason, NO_REASON)
    with proposals.refusing_second(Merge, UNDER_WAY, fields=("keep", "duplicate")):
        return _propose(keep, duplicate, by=by, reason=reason)


@transaction.atomic
def _propose(keep, duplicate, *, by, reason):
    people = hold_people([keep.pk, duplicate.pk])
    if len(people) < 2:
        raise ValidationError(VANISHED)
    keep, duplicate = people[keep.pk], people[duplicate.pk]
    refuse_people(keep, duplicate, by=by, permission=ADD)
    ids = [keep.pk, duplicate.pk]
    if (Merge.objects.waiting().filter(keep__in=ids) | Merge.objects.waiting().filter(duplicate__in=ids)).exists():
        raise ValidationError(UNDER_WAY)
    candidate = TwinCandidate.objects.of(keep, duplicate).first()
    if candidate:
        deciding.decide(candidate, TwinCandidate.State.SAME, by=by)
    made = Merge.objects.create(
        keep=keep,
        duplicate=duplicate,
        former_id=duplicate.pk,
        former_number=duplicate.registration_number,
        reason=reason,
        lost_stages=lost_stages(keep, duplicate),
        proposed_by=by,
    )
    for person in (keep, duplicate):
        access_log.record(by, AccessLog.Act.CHANGE, person, "Penyatuan data diusulkan")
    return made


@transaction.atomic
def refuse(merge, *, by, reason):
    """Turn a proposal down, as second officer or as the one who made it; the pair goes back to the list.

    Raise `ValidationError` when it was decided before, outside the officer's area, and without a reason.
    """
    reason = proposals.words(reason, NO_REFUSAL)
    merge = hold(merge)
    refuse_people(merge.keep, merge.duplicate, by=by, permission=CONFIRM)
    if merge.proposed_by_id == by.pk:
        merge.delete()
    else:
        merge.state, merge.refusal = Merge.State.REFUSED, reason
        merge.decided_at, merge.decided_by = now(), by
        merge.save(update_fields=["state", "refusal", "decided_at", "decided_by"])
    for candidate in TwinCandidate.objects.of(merge.keep, merge.duplicate):
        deciding.reopen(candidate)
    return merge


def hold(merge):
    """Return a proposal, locked. Raise `ValidationError` when it was decided or taken back meanwhile."""
    return proposals.hold_waiting(merge, OVER)


def hold_people(ids):
    """Lock these people in the order of their keys. Return {id: person}."""
    people = Participant.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {person.pk: person for person in people}


def refuse_people(keep, duplicate, *, by, permission):
    """Raise `ValidationError` unless the officer may join these two records."""
    deciding.refuse_outsiders(keep, duplicate, by=by, permission=permission)
    if keep.is_waiting or duplicate.is_waiting:
        raise ValidationError(WAITING)


def lost_stages(keep, duplicate):
    """Return the stages that one of the two holds and the one record would not, by the year of the older one."""
    ids = [keep.pk, duplicate.pk]
    held = set(StageStanding.objects.filter(participant__in=ids).values_list("stage", flat=True))
    year = min(keep, duplicate, key=lambda person: person.registered_at).programme_year_id
    facts = journeys.collect(ids)
    reached = stages.judge([fact for pk in ids for fact in facts[pk]], journeys.policies({year})[year])
    return sorted(held - {str(stage) for stage in reached})
