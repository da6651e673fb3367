"""The call list worked off: a number shown, results written down, the last one undone."""

from itertools import takewhile

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.masking import blank_nik
from okoce.notifications import sending
from okoce.notifications.models import Delivery
from participants.calls import answers
from participants.calls.models import CallResult, Notice
from participants.calls.models.notices import CALL, MOST_TRIES, digest

State, Outcome = Notice.State, CallResult.Outcome
OUTSIDE = "Peserta ini tidak lagi di daftar telepon Anda; mungkin pindah kecamatan atau pendampingnya berganti."
SETTLED = "Kabar ini sudah diurus ({state}). Batalkan hasil itu dulu bila keliru."
NO_REASON = "Pilih alasan mengapa orang ini tidak bisa dikabari."
NOTHING_TO_UNDO = "Tidak ada hasil yang bisa dibatalkan; muat ulang halaman ini."
NEWER = "Ada kabar yang lebih baru untuk orang ini, jadi hasil ini tidak perlu dibatalkan."
NEWER_CALL = "Ada kabar yang lebih baru untuk orang ini, atau undangannya sudah dijawab; muat ulang halaman ini."
REVEALED = "Nomor HP dilihat untuk menelepon"


def reveal(notice, *, by):
    """Return the telephone number of a notice's person, written down in the access log.

    Raise `ValidationError` for who is not on the list of `by` any more.
    """
    person = notice.participant
    if not person.allows(by, CALL):
        raise ValidationError(OUTSIDE)
    access_log.record(by, AccessLog.Act.OPEN, person, reason=REVEALED)
    return person.phone


@transaction.atomic
def record(notice, outcome, *, by, reason="", seen_tries=None):
    """Write down what became of a call. Returns the notice as stored.

    The second press of a button changes nothing: `seen_tries` is what the page showed. Raise `ValidationError` for who
    is not on the list any more, for what was settled otherwise, and without the reason that one cannot be reached.
    """
    notice = _locked(notice, by)
    if seen_tries is not None and outcome == Outcome.MISSED and notice.tries > seen_tries:
        return notice
    if not notice.waits and notice.state == outcome:
        return notice
    if not notice.waits and not (outcome == Outcome.IMPOSSIBLE and notice.state in (State.WRONG, State.MISSED)):
        raise ValidationError(SETTLED.format(state=notice.get_state_display()))
    if outcome == Outcome.IMPOSSIBLE and not reason:
        raise ValidationError(NO_REASON)
    notice.results.create(outcome=outcome, reason=blank_nik(reason)[:200], made_by=by)
    _follow(notice, by)
    if notice.state == State.REACHED and notice.message_id:
        sending.settle(Delivery.objects.filter(message=notice.message_id), by=by)
    return notice


@transaction.atomic
def answer(notice, code, *, by):
    """Write down what somebody answered on the telephone: what it leads to, and that they were reached.

    Returns the notice as stored, and what came of the answer in words. Raise `ValidationError` for who is not on the
    list any more, for a notice that a newer one replaced, and for what the app of the notice refuses. An answer may be
    given anew: the last one counts.
    """
    notice = Notice.objects.select_related("participant", "topic").get(pk=notice.pk)
    if not notice.allows(by, CALL):
        raise ValidationError(OUTSIDE)
    if notice.state == State.REPLACED:
        raise ValidationError(NEWER_CALL)
    words = answers.record(notice, code, by=by)  # first: events are locked before notices
    if notice.state == State.REACHED:
        return notice, words
    return record(notice, Outcome.REACHED, by=by, reason=dict(answers.choices(notice.kind))[code]), words


@transaction.atomic
def undo(notice, *, by):
    """Take back the last result of a call, with the answer that was given in it.

    Returns the notice as stored, and in words what stands of the answer. Raise `ValidationError` when there is none,
    for who is not on the list any more, where a newer notice replaced this one, and where something was built on the
    answer.
    """
    notice = Notice.objects.select_related("participant", "topic").get(pk=notice.pk)
    _refuse_undo(notice, by)
    words = answers.undo(notice, by=by)  # first, as for an answer: it locks the event
    notice = _locked(notice, by)
    last = _refuse_undo(notice, by)
    last.undone_at, last.undone_by = now(), by
    last.save(update_fields=["undone_at", "undone_by"])
    _follow(notice, by)
    return notice, words


def _refuse_undo(notice, by):
    """Return the result that can be taken back, or raise `ValidationError`."""
    if not notice.allows(by, CALL):
        raise ValidationError(OUTSIDE)
    if notice.state == State.REPLACED:
        raise ValidationError(NEWER)
    last = notice.results.standing().first()
    if last is None:
        raise ValidationError(NOTHING_TO_UNDO)
    return last


@transaction.atomic
def settle_messages(message_ids, *, by):
    """Somebody reached these people otherwise, from the list of mails that did not arrive."""
    for notice in Notice.objects.filter(message__in=message_ids, state__in=[State.OPEN, State.MESSAGE]):
        notice.results.create(outcome=Outcome.REACHED, made_by=by)
        _follow(notice, by)


def _locked(notice, by):
    """The notice as it is now, held until the transaction ends, with the person as they are now."""
    Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    notice = Notice.objects.select_related("participant").get(pk=notice.pk)
    if not notice.allows(by, CALL):
        raise ValidationError(OUTSIDE)
    return notice


def _follow(notice, by):
    """The state follows from the results that stand."""
    standing = list(notice.results.standing().values_list("outcome", flat=True))
    last = standing[0] if standing else None
    with_this_number = list(takewhile(lambda outcome: outcome != Outcome.WRONG, standing))
    notice.tries = min(with_this_number.count(Outcome.MISSED), MOST_TRIES)
    if last in (Outcome.REACHED, Outcome.WRONG, Outcome.IMPOSSIBLE):
        notice.state = State(last)
    else:
        notice.state = State.MISSED if notice.tries == MOST_TRIES else State.OPEN
    notice.wrong_digest = digest(notice.participant.phone) if notice.state == State.WRONG else ""
    notice.changed_at, notice.changed_by = now(), by
    notice.save(update_fields=["state", "tries", "wrong_digest", "changed_at", "changed_by"])
