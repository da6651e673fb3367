"""A second officer confirms: every row about the one record is about the other from then on, in one transaction.

Sessions and bazaars are locked before people, and people in the order of their keys, as every other act does.
"""

from collections import Counter
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.notifications.sending import notify
from participants.calls.actions import notices
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.journey.models import StageStanding
from participants.merges import rules, snapshots
from participants.merges.actions import proposing
from participants.merges.models import CONFIRM, Merge
from participants.people import typed_values
from participants.people.models import JoinedRegistration
from participants.people.models.uses import LIMITS

TWO_OFFICERS = "Penyatuan diperiksa dua petugas: minta petugas lain mengesahkan usulan Anda."
# Who has been in the register longer counts from then, where and by the rules of the year they came in.
ENTRY = ("registered_at", "programme_year_id", "registration_point_id", "registered_by_id")
ENTRY += ("notice_version", "notice_shown_at")


@transaction.atomic
def confirm(merge, *, by):
    """Join the two records of a proposal, and return the merge.

    Raise `ValidationError` for who proposed it, outside the officer's area, when it was decided before, and where an
    app cannot join what the two have.
    """
    lock_apps([merge.keep_id, merge.former_id])
    people = proposing.hold_people([merge.keep_id, merge.former_id])
    merge = proposing.hold(merge)
    if len(people) < 2:
        raise ValidationError(proposing.VANISHED)
    if merge.proposed_by_id == by.pk:
        raise ValidationError(TWO_OFFICERS)
    keep, duplicate = people[merge.keep_id], people[merge.former_id]
    proposing.refuse_people(keep, duplicate, by=by, permission=CONFIRM)
    merge.log = _join(merge, keep, duplicate, by=by)
    merge.state, merge.decided_at, merge.decided_by = Merge.State.DONE, now(), by
    merge.save()
    for person in (keep, duplicate):
        access_log.record(by, AccessLog.Act.CHANGE, person, f"Data {duplicate.registration_number} disatukan")
    _tell(keep, duplicate)
    return merge


def lock_apps(ids):
    """Lock what the apps of upper floors lock before people."""
    for app in _apps():
        app.lock(ids)


def change_year(person, year_id):
    """Count the stages a locked person holds in another programme year from now on, and write that year."""
    moved = Counter()
    for row in StageStanding.objects.filter(participant=person):
        key = row.kelurahan_id, row.kecamatan_id, row.stage, row.reached_on
        moved[person.programme_year_id, *key] -= 1
        moved[year_id, *key] += 1
    add_tallies(moved)
    person.programme_year_id = year_id


def _join(merge, keep, duplicate, *, by):
    """Let everything be about `keep`; return the log of it."""
    before = snapshots.picture([keep, duplicate])
    standings = standings_of([keep, duplicate])
    counted = journeys.registrations({keep.pk: keep, duplicate.pk: duplicate})
    counted = Counter({key: -people for key, people in counted.items()})
    _write_number(keep, duplicate, by=by)
    for app in _apps():
        app.join(duplicate, keep)
    rules.apply(keep, duplicate, by=by)
    journeys.refresh([duplicate.pk], reason=f"Disatukan dengan nomor {keep.registration_number}")
    _settle(keep, duplicate)
    earlier = _move_merges(merge, keep, duplicate)
    snapshots.erase(type(duplicate), [duplicate.pk])
    counted.update(journeys.registrations({keep.pk: keep}))
    add_tallies(counted)
    journeys.refresh([keep.pk], reason=f"Data {duplicate.registration_number} disatukan")
    log = snapshots.difference(before, snapshots.picture([keep]))
    return log | {"standings": standings, "earlier": earlier}


def _move_merges(merge, keep, duplicate):
    """Let the other merges of `duplicate` be about `keep`, and return the keys of those that had it as their record."""
    # Of a pair that was refused the other way round one record is left.
    Merge.objects.filter(keep=duplicate, duplicate=keep).update(duplicate=None)
    earlier = list(Merge.objects.filter(keep=duplicate).values_list("pk", flat=True))
    Merge.objects.filter(pk__in=earlier).update(keep=keep)
    Merge.objects.filter(duplicate=duplicate).update(duplicate=None)
    merge.duplicate = None
    return earlier


def standings_of(people):
    """Return {pk: [participant, stage, …]} of the stages held, by which undoing gives them their keys back."""
    rows = StageStanding.objects.filter(participant__in=people).order_by("pk")
    fields = ("participant_id", "stage", "reached_on", "kelurahan_id", "kecamatan_id", "evidence")
    return {str(pk): [str(value) for value in values] for pk, *values in rows.values_list("pk", *fields)}


def _write_number(keep, duplicate, *, by):
    joined = JoinedRegistration(
        number=duplicate.registration_number,
        participant=keep,
        former_id=duplicate.pk,
        registered_at=duplicate.registered_at,
        joined_by=by,
    )
    joined.typed = typed_values.of(duplicate)
    joined.save()


def _settle(keep, duplicate):
    """Entry, account and mentor of the one record."""
    changed = []
    if duplicate.registered_at < keep.registered_at:
        if duplicate.programme_year_id != keep.programme_year_id:
            change_year(keep, duplicate.programme_year_id)
        for name in ENTRY:
            setattr(keep, name, getattr(duplicate, name))
        changed += [name.removesuffix("_id") for name in ENTRY]
    for name in LIMITS:
        if getattr(keep, name) is None and getattr(duplicate, name):
            setattr(keep, name, getattr(duplicate, name))
            changed.append(name)
    for name in ("user", "mentor"):
        if getattr(keep, f"{name}_id") is None and getattr(duplicate, f"{name}_id"):
            setattr(keep, f"{name}_id", getattr(duplicate, f"{name}_id"))
            changed.append(name)
    if changed:
        keep.save(update_fields=changed)


def _tell(keep, duplicate):
    number, url = keep.registration_number, reverse("participants:journey-detail", args=[keep.registration_number])
    notices.notify_participant(
        keep,
        "records_merged",
        topic=notices.topic_of_registrations(),
        key=f"records_merged:{duplicate.registration_number}:{now():%Y%m%d%H%M%S}",
        subject="Dua data Anda sudah disatukan",
        text=f"nomor {duplicate.registration_number} kini menyatu dengan nomor {number}. Keduanya tetap bisa dipakai. "
        "Bila keduanya bukan Anda, kabari meja kecamatan; penyatuan bisa dibatalkan dalam 30 hari.",
        url=url,
    )
    if duplicate.user_id and duplicate.user_id != keep.user_id:
        notify(
            duplicate.user,
            "registration_released",
            key=f"records_merged:{duplicate.registration_number}:{duplicate.user_id}:{now():%Y%m%d%H%M%S}",
            subject="Satu pendaftaran tidak lagi di akun ini",
            body=f"Data nomor {duplicate.registration_number} disatukan petugas dengan nomor {number}, yang punya akun "
            "lain. Bila itu bukan Anda, kabari meja kecamatan; penyatuan bisa dibatalkan dalam 30 hari.",
        )


def _apps():
    return [import_module(name) for name in settings.PERSON_JOINS]
