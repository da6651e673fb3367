"""The turn of the year is proposed by one person and made by another; people, seats and mentors stay as they are."""

from importlib import import_module

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from okoce import history
from okoce.clock import now
from okoce.notifications.sending import notify
from okoce.programme.models import ProgrammeYear
from participants.people import proposals
from trainings.years import copying, counting
from trainings.years.models import ADD, CONFIRM, YearTurn

State = YearTurn.State
EXISTS = "Tahun program {} sudah ada; pilih tahun lain."
WRONG_DAYS = "Tahun baru mulai sesudah tahun lama mulai, dan selesai sesudah ia mulai."
WAITS_ALREADY = "Usulan untuk tahun ini sudah menunggu; putuskan atau tarik dulu usulan itu."
NO_ANSWER = "Tulis alasan penolakannya, supaya pengusulnya tahu."
NOT_YOURS = "Hanya pengusulnya yang dapat menarik usulan ini."
OVER = "Usulan ini sudah diputuskan atau ditarik; muat ulang halamannya."
TWO_PEOPLE = "Tahun baru dibuka orang lain: minta rekan Anda di Dinas memutuskan usulan Anda."


def propose(from_year, *, year, starts_on, ends_on, percent, by):
    """Propose a new year and return the proposal, with what there is now counted.

    Raise `PermissionDenied` for who may not; `ValidationError` for a year that is there or waits, and for wrong days.
    """
    if not by.has_perm(ADD):
        raise PermissionDenied
    _refuse(from_year, year, starts_on, ends_on)
    with proposals.refusing_second(YearTurn, WAITS_ALREADY, fields=("year",)), transaction.atomic():
        return YearTurn.objects.create(
            from_year_id=from_year.pk,
            year=year,
            starts_on=starts_on,
            ends_on=ends_on,
            percent=percent,
            proposed_by=by,
            before=counting.count(from_year),
        )


@transaction.atomic
def confirm(turn, *, by):
    """Make the new year as second person, and return the proposal. No person, seat or mentor is touched.

    Raise `ValidationError` for one's own proposal, when it was decided before, and when the year is there meanwhile;
    `PermissionDenied` for who may not.
    """
    turn = _hold(turn)
    _refuse_own(turn, by=by)
    _refuse(turn.from_year, turn.year, turn.starts_on, turn.ends_on)
    with history.acting(by, f"Dari tahun program {turn.from_year.year}"):
        turn.to_year = copying.make_year(
            turn.from_year,
            number=turn.year,
            starts_on=turn.starts_on,
            ends_on=turn.ends_on,
            percent=turn.percent,
        )
    for name in settings.YEAR_MADE:
        module, _, function = name.rpartition(".")
        getattr(import_module(module), function)(turn.to_year)
    turn.state, turn.decided_at, turn.decided_by = State.DONE, now(), by
    turn.after = counting.count(turn.from_year)
    turn.save()
    _notify(turn, "sudah dibuka.")
    return turn


@transaction.atomic
def refuse(turn, *, by, answer):
    """Turn a proposal down as second person, with words for who proposed it; return it.

    Raise `ValidationError` without words, for one's own, and when it was decided before; `PermissionDenied` for who
    may not.
    """
    answer = proposals.words(answer, NO_ANSWER)
    turn = _hold(turn)
    _refuse_own(turn, by=by)
    turn.state, turn.answer, turn.decided_at, turn.decided_by = State.REFUSED, answer, now(), by
    turn.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    _notify(turn, f"tidak dibuka: {answer}")
    return turn


@transaction.atomic
def withdraw(turn, *, by):
    """Take back one's own proposal; return it. Raise `ValidationError` for that of somebody else, and when decided."""
    turn = _hold(turn)
    if turn.proposed_by_id != by.pk:
        raise ValidationError(NOT_YOURS)
    turn.state = State.WITHDRAWN
    turn.save(update_fields=["state"])
    return turn


def _hold(turn):
    held = YearTurn.objects.select_for_update(of=("self",)).select_related("from_year").get(pk=turn.pk)
    if held.state != State.WAITING:
        raise ValidationError(OVER)
    return held


def _refuse(from_year, year, starts_on, ends_on):
    if ProgrammeYear.objects.filter(year=year).exists():
        raise ValidationError({"year": EXISTS.format(year)})
    if not from_year.starts_on < starts_on < ends_on:
        raise ValidationError({"starts_on": WRONG_DAYS})


def _refuse_own(turn, *, by):
    if not by.has_perm(CONFIRM):
        raise PermissionDenied
    if turn.proposed_by_id == by.pk:
        raise ValidationError(TWO_PEOPLE)


def _notify(turn, words):
    notify(
        turn.proposed_by,
        "year_turn",
        key=f"year_turn:{turn.pk}:{turn.state}",
        subject=f"Tahun program {turn.year}",
        body=f"Tahun program {turn.year} {words}",
        url=reverse("trainings:years-detail", args=[turn.pk]),
    )
