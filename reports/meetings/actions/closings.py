"""An action is closed: achieved with evidence, or stopped for a reason. Its owner proposes, who may decide accepts."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import now, today
from okoce.formats import angka
from okoce.typed_text import one_line
from reports.meetings.actions import notices
from reports.meetings.actions.decisions import hold
from reports.meetings.agenda import signed
from reports.meetings.models import Action, Closing
from reports.meetings.models.decisions import CHANGE, CLOSE
from reports.meetings.readings import values_on

NO_EVIDENCE = "Tulis buktinya: apa yang dikerjakan, kapan, dan di mana orang dapat memeriksanya."
NO_REASON = "Tulis alasannya: mengapa tindakan ini dihentikan."
NO_ANSWER = "Tulis alasan penolakannya, supaya pemiliknya tahu apa yang kurang."
CLOSED = "Tindakan ini sudah ditutup."
PROPOSED = "Usul menutup tindakan ini masih menunggu jawaban."
OVER = "Usul ini sudah dijawab; muat ulang halamannya."
NOT_REACHED = "Angkanya baru {change} dari +{expected}; tunggu sampai tercapai, atau hentikan dengan alasan."


@transaction.atomic
def propose(action, kind, words, *, by):
    """Write down how an action ends, and return the closing: closed at once by who may close it, else it waits.

    Raise `PermissionDenied` for who neither owns it nor may close it; `ValidationError` without evidence or reason,
    while it is closed or proposed already, and for a success that the figure does not show yet.
    """
    action = hold(action)
    may_close = action.allows(by, CLOSE)
    if not may_close and not action.allows(by, CHANGE):
        raise PermissionDenied
    words = one_line(words)
    if not words:
        raise ValidationError({"words": NO_EVIDENCE if kind == Closing.Kind.ACHIEVED else NO_REASON})
    _refuse_second(action)
    closing = Closing(action=action, kind=kind, words=words, proposed_by=by)
    _measure(closing)
    if may_close:
        closing.state, closing.decided_at, closing.decided_by = Closing.State.ACCEPTED, now(), by
    closing.save()
    return closing


@transaction.atomic
def accept(closing, *, by):
    """Close an action as its owner proposed, at what the figure says today; return the closing.

    Raise `PermissionDenied` for who may not, `ValidationError` when it was answered before or the figure fell.
    """
    closing = _hold(closing, by=by)
    _measure(closing)
    return _decide(closing, Closing.State.ACCEPTED, by=by)


@transaction.atomic
def refuse(closing, answer, *, by):
    """Leave an action open, with words for its owner; return the closing.

    Raise `PermissionDenied` for who may not, `ValidationError` when it was answered before and without words.
    """
    closing = _hold(closing, by=by)
    closing.answer = one_line(answer)
    if not closing.answer:
        raise ValidationError(NO_ANSWER)
    return _decide(closing, Closing.State.REFUSED, by=by)


def _decide(closing, state, *, by):
    closing.state, closing.decided_at, closing.decided_by = state, now(), by
    closing.save()
    notices.answered(closing)
    return closing


def _hold(closing, *, by):
    """The closing with its action, which is locked first, as everywhere."""
    action = hold(Action(pk=closing.action_id))
    if not action.allows(by, CLOSE):
        raise PermissionDenied
    closing = Closing.objects.select_for_update(of=("self",)).get(pk=closing.pk)
    if not closing.is_proposed:
        raise ValidationError(OVER)
    closing.action = action
    return closing


def _refuse_second(action):
    if action.closings.standing().exists():
        raise ValidationError(CLOSED)
    if action.closings.proposed().exists():
        raise ValidationError(PROPOSED)


def _measure(closing):
    """What the figure says now; a success that it does not show is refused."""
    action = closing.action
    closing.value, closing.value_on = values_on([action])[action.pk], today()
    if closing.is_achieved and closing.value < action.goal:
        change = signed(closing.value - action.baseline)
        raise ValidationError({"kind": NOT_REACHED.format(change=change, expected=angka(action.expected))})
