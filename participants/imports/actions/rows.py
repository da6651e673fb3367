"""What a spreadsheet's rows mean for the register, and writing the good ones: by the thousand, no statement per row."""

from collections import Counter, defaultdict
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q

from okoce import history
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.regions.models import Region, RegionAlias
from okoce.sealing import unseal
from participants.cleaning import nik, registration_numbers
from participants.cleaning.kelurahan_names import Places
from participants.consents import memory as privacy_texts
from participants.imports import row_verdicts
from participants.imports.fact_columns import TITLES
from participants.imports.judged_rows import HOME
from participants.journey.actions import moves
from participants.journey.actions.tallies import add_tallies
from participants.journey.models import Tally
from participants.people.models import Business, ErasedNik, JoinedRegistration, Participant, Residence
from participants.people.models.proposals import WAITING
from participants.people.nik_sealing import digests
from participants.registration.actions.register import NUMBERS_TAKEN

BATCH = 1000
_ON_PERSON = ("phone", "email", "street", "rt", "rw", "kelurahan")


def places():
    return Places(
        Region.objects.order_by().values_list("code", "level", "name", "parent_id"),
        RegionAlias.objects.order_by().values_list("level", "normalised", "region_id"),
    )


def clean(sheet, *, area, known=None, sex_codes=""):
    """Every row judged by itself and against the others of its file; `known` are the places, read where missing."""
    rows = row_verdicts.clean(sheet, today=today(), places=known or places(), area=area, sex_codes=sex_codes)
    row_verdicts.settle_doubles(rows)
    return rows


def compare(rows, *, area):
    """Judge these rows against the register as it is now. Online registrations that wait are never written to."""
    by_digest, numbers = _named(rows)
    people = Participant.objects.order_by()
    holders = people.filter(nik_digest__in=by_digest, holds_nik=True)
    by_nik = {by_digest[mark]: known for mark, known in _known(holders, area) if by_digest}
    named = _known(people.filter(registration_number__in=numbers), area, with_mask=True) if numbers else []
    row_verdicts.compare(rows, by_nik, {known.number: known for _, known in named})
    _hold_who_asked(rows)


def _hold_who_asked(rows):
    """Nobody who was deleted comes back by a list, who asked for restriction is not changed by one, and whose move
    waits is not moved by one."""
    new = {judged.values["nik"]: judged for judged in rows if judged.verdict == row_verdicts.NEW}
    for number in ErasedNik.objects.among(new):
        new[number].refuse(row_verdicts.HOLD, "ERASED", column=TITLES["nik"])
    changing = {judged.known.pk: judged for judged in rows if judged.verdict == row_verdicts.UPDATE}
    limited = Participant.objects.exclude(restricted_at=None).filter(pk__in=changing)
    for pk in limited.values_list("pk", flat=True) if changing else ():
        changing[pk].changes.clear()
        changing[pk].refuse(row_verdicts.HOLD, "RESTRICTED")
    moving = {judged.known.pk: judged for judged in changing.values() if judged.moving}
    under_way = (
        Participant.objects.filter(pk__in=moving, moves__state=WAITING) if moving else Participant.objects.none()
    )
    for pk in under_way.values_list("pk", flat=True):
        row_verdicts.leave_home(moving[pk])


def lock_people(rows):
    """Lock the people whom these rows name, in the order of their keys, until the transaction ends."""
    by_digest, numbers = _named(rows)
    people = Participant.objects.select_for_update(no_key=True)
    list(people.filter(Q(nik_digest__in=by_digest) | Q(registration_number__in=numbers)).order_by("pk").values("pk"))


def _named(rows):
    """({digest: NIK}, registration numbers) of rows that are not decided yet."""
    by_digest, numbers = {}, set()
    for judged in rows:
        if judged.verdict == row_verdicts.NEW:
            full = judged.values.get("nik")
            by_digest |= {mark: full for mark in digests(full)} if full else {}
            numbers |= {judged.values["number"]} if judged.values.get("number") else set()
    return by_digest, numbers


def _known(people, area, *, with_mask=False):
    fields = ("name", "birth_on", "sex", "phone", "email", "street", "rt", "rw", "kelurahan_id", "business__trade")
    more = ("nik_sealed",) if with_mask else ()
    rows = people.values_list("nik_digest", "pk", "registration_number", "kecamatan_id", "holds_nik", *fields, *more)
    for mark, pk, number, kecamatan, holds_nik, *rest in rows:
        masked = nik.mask(unseal(rest.pop())) if with_mask else ""
        rest[-1] = rest[-1] or ""
        yield mark, row_verdicts.Known(pk, number, masked, kecamatan in area, not holds_nik, *rest)


def write(rows, *, year, point, by, reason):
    """Put the new and the changed of one batch into the register; must run in a transaction.

    Return what was written as a WrittenBatch keeps it. Raise `ValidationError` when no free number is found.
    """
    with history.acting(by, reason):
        log = _enter([r for r in rows if r.verdict == row_verdicts.NEW], year, point, by)
        log |= _change([r for r in rows if r.verdict == row_verdicts.UPDATE], by=by, reason=reason)
    access_log.record_many(by, AccessLog.Act.CHANGE, Participant, [row["pk"] for row in log.values()], reason=reason)
    return log


def _enter(rows, year, point, by):
    if not rows:
        return {}
    parents = dict(Region.objects.kelurahan().order_by().values_list("code", "parent_id"))
    people, notice = [], privacy_texts.notice()
    for judged, number in zip(rows, _numbers(year.year, len(rows)), strict=True):
        values = judged.values
        person = Participant(
            registration_number=number,
            programme_year=year,
            name=values["name"],
            birth_on=values["birth_on"],
            sex=values["sex"],
            phone=values["phone"],
            email=values.get("email", ""),
            flags=list(judged.flags),
            street=values["street"],
            rt=values.get("rt", ""),
            rw=values.get("rw", ""),
            kelurahan_id=values["kelurahan"],
            kecamatan_id=parents[values["kelurahan"]],
            registration_point=point,
            registered_by=by,
            holds_nik=True,
            notice_version=notice.version,
        )
        person.nik = values["nik"]
        people.append(person)
    people = Participant.objects.bulk_create(people, batch_size=BATCH)
    day = today()
    Residence.objects.bulk_create(
        Residence(participant=person, kelurahan_id=person.kelurahan_id, since_on=day) for person in people
    )
    Business.objects.bulk_create(
        _business(person.pk, judged) for person, judged in zip(people, rows, strict=True) if judged.values.get("trade")
    )
    add_tallies(Counter((year.pk, p.kelurahan_id, p.kecamatan_id, Tally.REGISTERED, day) for p in people))
    return {
        judged.key: {"pk": person.pk, "new": bool(judged.values.get("trade"))}
        for judged, person in zip(rows, people, strict=True)
    }


def _business(pk, judged):
    return Business(
        participant_id=pk,
        standing=Business.Standing.RUNNING,
        trade=judged.values["trade"],
        kelurahan_id=judged.values["kelurahan"],
    )


def _numbers(year, count):
    """So many numbers that neither a person nor a joined registration has."""
    found = set()
    for _ in range(5):
        while len(found) < count:
            found.add(registration_numbers.make(year))
        taken = Participant.objects.filter(registration_number__in=found)
        found -= set(taken.values_list("registration_number", flat=True))
        found -= set(JoinedRegistration.objects.filter(number__in=found).values_list("number", flat=True))
        if len(found) == count:
            return found
    raise ValidationError(NUMBERS_TAKEN)


def _change(rows, *, by, reason):
    if not rows:
        return {}
    of = {judged.known.pk: judged for judged in rows}
    locked = Participant.objects.select_for_update(no_key=True).filter(pk__in=of).order_by("pk").defer("nik_sealed")
    people = {person.pk: person for person in locked}
    parents = dict(Region.objects.kelurahan().order_by().values_list("code", "parent_id"))
    log, by_field = {}, defaultdict(list)
    for pk, judged in of.items():
        person = people[pk]
        log[pk] = {"pk": pk, "changes": {n: [getattr(judged.known, n), judged.values[n]] for n in judged.written}}
        for name in judged.written:
            by_field[name].append(pk)
            if name in _ON_PERSON:
                setattr(person, "kelurahan_id" if name == "kelurahan" else name, judged.values[name])
        person.kecamatan_id = parents[person.kelurahan_id]
    if moved := by_field["kelurahan"]:
        _move(log, {pk: people[pk].kelurahan_id for pk in moved})
    Participant.objects.bulk_update(people.values(), [*_ON_PERSON, "kecamatan"], batch_size=200)
    for pk in _change_trades([of[pk] for pk in by_field["trade"]]):
        log[pk]["made_business"] = True
    for pk, move in _propose_moves(of, by=by, reason=reason).items():
        log[pk]["move"] = move
    return {of[pk].key: entry for pk, entry in log.items()}


def _propose_moves(of, *, by, reason):
    """{id: id of the move} of those whose home would be in another kecamatan, which has to accept them."""
    homes = {pk: {name: judged.values.get(name, "") for name in HOME} for pk, judged in of.items() if judged.moving}
    return import_module(settings.LIST_MOVES).propose(homes, by=by, reason=reason) if homes else {}


def _move(log, homes):
    """Let people live elsewhere from today on; `log` keeps the home that the register had for today."""
    day = today()
    of_today = Residence.objects.filter(participant__in=homes, since_on=day)
    former = dict(of_today.values_list("participant_id", "kelurahan_id"))
    for pk in homes:
        log[pk]["moved"] = [day.isoformat(), former.get(pk)]
    moves.move(homes)


def _change_trades(rows):
    """Write trades. Return the ids of people who had no business before."""
    trades = {judged.known.pk: judged for judged in rows}
    owned = list(Business.objects.filter(participant__in=trades))
    for business in owned:
        business.trade = trades.pop(business.participant_id).values["trade"]
    Business.objects.bulk_update(owned, ["trade"], batch_size=200)
    Business.objects.bulk_create(_business(pk, judged) for pk, judged in trades.items())
    return list(trades)
