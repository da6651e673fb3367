"""A change of a year's rules is proposed, its effect counted by a job; it is taken back, or turned down by another."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from okoce.clock import now, today
from okoce.formats import tanggal
from okoce.jobs.outbox import enqueue
from okoce.notifications.sending import notify
from okoce.programme import memory
from participants.people import proposals
from participants.rules import effects
from participants.rules.models import ADD, CONFIRM, RuleChange
from participants.rules.proposed import MODULES, values_of, with_values

COUNT_JOB = "rules.count"
State = RuleChange.State
NOTHING = "Tidak ada aturan yang berubah; ubah sedikitnya satu."
NO_MODULE = "Pilih sedikitnya satu modul wajib; tanpa itu tidak ada yang mencapai Pelatihan."
PAST = "Aturan berlaku paling cepat hari ini; pilih tanggal lain."
TOO_LATE = "Tanggal ini sesudah tahun programnya berakhir ({}); pilih tanggal lain."
OPEN_ALREADY = "Satu usulan untuk tahun ini belum selesai; selesaikan atau tarik dulu usulan itu."
NO_REASON = "Tulis alasan perubahannya, supaya orang kedua dapat menilainya."
NO_ANSWER = "Tulis alasan penolakannya, supaya pengusulnya tahu."
NOT_YOURS = "Hanya pengusulnya yang dapat menarik usulan ini."
OVER = "Usulan ini sudah diputuskan atau ditarik; muat ulang halamannya."
TWO_PEOPLE = "Perubahan aturan diputuskan orang lain: minta rekan Anda di Dinas memutuskan usulan Anda."


def propose(year, values, *, counts_from, reason, by):
    """Write down other values of a year's rules, let a job count whom they move, and return the proposal.

    Raise `PermissionDenied` for who may not propose; `ValidationError` where nothing changes, values do not fit each
    other, the day is past or after the year, without a reason, and while another change of the year is open.
    """
    if not by.has_perm(ADD):
        raise PermissionDenied
    year = memory.year_of(year.pk)
    stands = values_of(year)
    values = {name: value for name, value in values.items() if name in stands and value != stands[name]}
    _refuse(year, values, counts_from)
    reason = proposals.words(reason, NO_REASON)
    with proposals.refusing_second(RuleChange, OPEN_ALREADY, fields=("programme_year",)), transaction.atomic():
        change = RuleChange.objects.create(
            programme_year_id=year.pk,
            values=values,
            before={name: stands[name] for name in values},
            counts_from=counts_from,
            reason=reason,
            proposed_by=by,
        )
        return _count_by_job(change, by=by)


@transaction.atomic
def recount(change, *, by):
    """Let a job count anew whom a proposal moves. Raise `ValidationError` when it is not waiting any more."""
    change = hold(change)
    change.counted_at, change.digest = None, ""
    change.save(update_fields=["counted_at", "digest"])
    return _count_by_job(change, by=by)


def count(pk):
    """Count whom a proposal moves; return the function that writes it down, in the transaction of the finished job."""
    change = RuleChange.objects.waiting().filter(pk=pk, counted_at=None).first()
    if change is None:
        return None
    began, found = now(), effects.moves(change)

    def finish():
        held = RuleChange.objects.select_for_update(of=("self",)).get(pk=pk)
        if held.state == State.WAITING:
            keep_effect(held, found, at=began)

    return finish


def keep_effect(change, found, *, at):
    """Write whom a locked proposal moves, as of an instant."""
    effects.store(change, found)
    change.effect, change.digest, change.counted_at = effects.summary(found), effects.digest(found), at
    change.save()


@transaction.atomic
def withdraw(change, *, by):
    """Take back one's own proposal, also one that was confirmed and has not taken effect; return it.

    Raise `ValidationError` for that of somebody else, and when it was decided otherwise.
    """
    change = hold(change, states=[State.WAITING, State.CONFIRMED])
    if change.proposed_by_id != by.pk:
        raise ValidationError(NOT_YOURS)
    change.state = State.WITHDRAWN
    change.save(update_fields=["state"])
    return change


@transaction.atomic
def refuse(change, *, by, answer):
    """Turn a proposal down as second person, with words for who proposed it; return it.

    Raise `ValidationError` without words, for one's own, and when it was decided before; `PermissionDenied` for who
    may not.
    """
    answer = proposals.words(answer, NO_ANSWER)
    change = hold(change)
    refuse_own(change, by=by)
    change.state, change.answer, change.decided_at, change.decided_by = State.REFUSED, answer, now(), by
    change.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    notify_about(change, change.proposed_by, f"ditolak: {answer}")
    return change


def hold(change, *, states=(State.WAITING,)):
    """Return a proposal, locked. Raise `ValidationError` when it is in none of these states any more."""
    held = RuleChange.objects.select_for_update(of=("self",)).select_related("programme_year").get(pk=change.pk)
    if held.state not in states:
        raise ValidationError(OVER)
    return held


def refuse_own(change, *, by):
    """Raise `PermissionDenied` for who may not confirm, `ValidationError` for one's own proposal."""
    if not by.has_perm(CONFIRM):
        raise PermissionDenied
    if change.proposed_by_id == by.pk:
        raise ValidationError(TWO_PEOPLE)


def notify_about(change, user, words):
    """Send somebody what became of a proposal."""
    notify(
        user,
        "rule_change",
        key=f"rule_change:{change.pk}:{change.state}:{user.pk}:{now():%Y%m%d%H%M%S}",
        subject=f"Perubahan aturan {change.programme_year.year}",
        body=f"Perubahan aturan tahun program {change.programme_year.year} {words}",
        url=reverse("participants:rules-detail", args=[change.pk]),
    )


def _count_by_job(change, *, by):
    key = f"rules:{change.pk}:{now():%Y%m%d%H%M%S%f}"
    change.job = enqueue(COUNT_JOB, {"change": change.pk}, key=key, by=by)
    change.save(update_fields=["job"])
    return change


def _refuse(year, values, counts_from):
    if not values:
        raise ValidationError(NOTHING)
    if MODULES in values and not values[MODULES]:
        raise ValidationError({MODULES: NO_MODULE})
    proposed = with_values(year, values)
    proposed.clean_fields(exclude={field.name for field in proposed._meta.fields} - set(values))
    proposed.clean()
    if counts_from < today():
        raise ValidationError({"counts_from": PAST})
    if counts_from > year.ends_on:
        raise ValidationError({"counts_from": TOO_LATE.format(tanggal(year.ends_on))})
