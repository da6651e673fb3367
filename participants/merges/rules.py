"""What becomes of each kind of row about a record that becomes part of another one.

Everything that points to a person moves, unless it is named here. Where only one of two may stand, the one that was
written later is voided with its reason if it is evidence, and otherwise given up as named here.
"""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import UniqueConstraint

from okoce.clock import now
from participants.journey.models.voids import Voidable
from participants.merges import snapshots
from participants.people.models import Participant

DOUBLE = "Dobel setelah dua data peserta disatukan"
STAYS = {"journey.stageevent", "journey.stagestanding", "merges.merge"}  # judged anew, or dealt with by the action
# settings.PERSON_JOINS
BY_APPS = {"seats.seat", "invitations.invitation", "certificates.certificate", "placements.placement"}
BY_APPS |= {"bazaars.stallapplication"}
GIVEN_UP = {"claims.claimcode"}  # the code of a number that leads elsewhere now
# Only one may stand, and the record keeps its own.
OWN_FIRST = {"people.business", "claims.cardaccount", "calls.notice", "planner.leftout", "rights.rightsrequest"}
OWN_FIRST |= {"consents.noticereading"}
OWN_FIRST |= {"corrections.correction", "moves.move"}  # of those that wait
OWN_FIRST |= {"rules.ruleeffect"}  # of each change and stage
OWN_FIRST |= {"agency_trainings.oldclaim"}


def moving():
    """Return (model, field) of all that point to a person and are dealt with here."""
    found = snapshots.relations(Participant)
    return [(model, key) for model, key in found if model._meta.label_lower not in STAYS | BY_APPS]


def unruled():
    """Return the models of which only one row may stand and nobody said which; a test keeps this empty."""
    special = OWN_FIRST | GIVEN_UP | set(_SPECIAL)
    return [
        model._meta.label_lower
        for model, key in moving()
        if _rules(model, key) and not issubclass(model, Voidable) and model._meta.label_lower not in special
    ]


def apply(keep, duplicate, *, by):
    """Let all rows about `duplicate` be about `keep`."""
    for model, key in moving():
        label = model._meta.label_lower
        if label in _SPECIAL:
            _SPECIAL[label](model, keep, duplicate)
            continue
        mine, theirs = (model._base_manager.filter(**{key.name: person}) for person in (keep, duplicate))
        if label in GIVEN_UP:
            _give_up(list(theirs))
            continue
        for own, other in _doubles(model, key, list(mine), list(theirs)):
            if issubclass(model, Voidable):
                _void(max(own, other, key=lambda row: row.pk), by=by)
            else:
                _give_up([other])
        model._default_manager.filter(**{key.name: duplicate}).update(**{key.name: keep})


def _doubles(model, key, mine, theirs):
    """Yield (row, row) of which only one may stand once both are about the same person; each row of `theirs` once."""
    rules = _rules(model, key)
    for other in theirs:
        own = next((own for own in mine if any(_collide(own, other, rule, key) for rule in rules)), None)
        if own is not None:
            yield own, other


def _rules(model, key):
    rules = [rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint) and key.name in rule.fields]
    return [*rules, UniqueConstraint(fields=[key.name], name="one_each")] if key.unique else rules


def _collide(own, other, rule, key):
    others = [name for name in rule.fields if name != key.name]
    if any(_value(own, name) != _value(other, name) or _value(own, name) is None for name in others):
        return False
    if rule.condition is None:
        return True
    rows = type(own)._base_manager.filter(rule.condition)
    return rows.filter(pk__in=[own.pk, other.pk]).count() == 2


def _value(row, name):
    try:
        return getattr(row, row._meta.get_field(name).attname)
    except FieldDoesNotExist:
        return None


def _void(row, *, by):
    row.voided_at, row.voided_by, row.void_reason = now(), by, DOUBLE
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _give_up(rows):
    """Delete rows and what hangs on them, the last first."""
    for (_, pk), row in reversed(snapshots.rows_about(rows).items()):
        snapshots.erase(type(row), [pk])


def _residences(model, keep, duplicate):
    """Where somebody lived before the record knew them is known from the other one; later its own homes count."""
    first = model._base_manager.filter(participant=keep).order_by("since_on").values_list("since_on", flat=True).first()
    theirs = model._base_manager.filter(participant=duplicate)
    if first:
        theirs.filter(since_on__lt=first).update(participant=keep)
        _give_up(list(model._base_manager.filter(participant=duplicate)))
    theirs.update(participant=keep)


def _draft(model, keep, duplicate):
    model._default_manager.filter(participant=duplicate).update(participant=None)  # its receipt stays


def _twins(model, keep, duplicate):
    """Pairs are found anew; that two people are different stays decided."""
    theirs = [*model._base_manager.filter(one=duplicate), *model._base_manager.filter(other=duplicate)]
    different = {
        (min(keep.pk, pk), max(keep.pk, pk)): row
        for row in theirs
        if row.state == model.State.DIFFERENT
        and (pk := row.other_id if row.one_id == duplicate.pk else row.one_id) != keep.pk
    }
    _give_up(theirs)
    kept = [
        model(
            one_id=one,
            other_id=other,
            score=row.score,
            reasons=row.reasons,
            state=row.state,
            found_at=row.found_at,
            decided_at=row.decided_at,
            decided_by_id=row.decided_by_id,
            note=row.note,
        )
        for (one, other), row in different.items()
        if not model._base_manager.filter(one=one, other=other).exists()
    ]
    model._default_manager.bulk_create(kept)


_SPECIAL = {
    "people.residence": _residences,
    "registration.registrationdraft": _draft,
    "twins.twincandidate": _twins,
}
