"""Where somebody moves to they are accepted or refused; a move that was wrong is moved back within 30 days.

The new home counts from the day of the act on: what was reached before stays counted where it was reached.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.regions import places
from participants.directory.actions import write_contact
from participants.mentoring.actions import leaving
from participants.moves.actions import notices
from participants.moves.actions.proposing import hold
from participants.moves.models import ACCEPT, ADDRESS, UNDO, Move
from participants.people import proposals
from participants.people.reach import Reach
from participants.people.supervision import OWN, refuse_outsiders

ELSEWHERE = "Peserta ini pindah ke luar wilayah Anda; kecamatan tujuan atau Sudin-nya yang menerima."
OTHER_PERSON = "Usulan Anda sendiri diterima petugas lain di kecamatan tujuan."
STALE = "Alamat peserta ini berubah sejak diusulkan; tolak usulan ini, lalu minta diusulkan lagi."
NO_REFUSAL = "Tulis alasan penolakan, supaya kecamatan asal dan orangnya tahu."
NO_REASON = "Tulis mengapa peserta ini dikembalikan."
UNDONE = "Perpindahan ini sudah dikembalikan, atau sudah lewat 30 hari."
MOVED_ON = "Sesudahnya alamat peserta ini berubah lagi; perpindahan ini tidak dapat dikembalikan."


@transaction.atomic
def accept(move, *, by):
    """Let the person live in the new kelurahan from today on, and return the move.

    A mentor without the role there is released. Both kecamatan, the mentor and the person are notified. Raise
    `ValidationError` for who proposed it, outside the receiving area, for oneself, when it was decided before, and
    when the person lives elsewhere by now.
    """
    person = proposals.hold_person(move.participant_id)
    move = hold(move)
    _refuse_receiver(move, person, by=by)
    if person.kelurahan_id != move.from_kelurahan_id:
        raise ValidationError(STALE)
    move.address_before = {name: getattr(person, name) for name in ADDRESS}
    move.mentor_before = person.mentor
    _live_in(person, move.to_kelurahan_id, {name: getattr(move, name) for name in ADDRESS}, by=by)
    if not leaving.end_by_move(person, by=by):
        move.mentor_before = None
    move.state, move.decided_at, move.decided_by = Move.State.ACCEPTED, now(), by
    move.save()
    notices.notify_accepted(move)
    return move


@transaction.atomic
def refuse(move, *, by, answer):
    """Leave the person where they live, with words for who proposed it; return the move.

    Raise `ValidationError` without words, and as `accept` does of who may.
    """
    answer = proposals.words(answer, NO_REFUSAL)
    person = proposals.hold_person(move.participant_id)
    move = hold(move)
    _refuse_receiver(move, person, by=by)
    move.state, move.answer = Move.State.REFUSED, answer
    move.decided_at, move.decided_by = now(), by
    move.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    access_log.record(by, AccessLog.Act.CHANGE, person, "Pindah kecamatan ditolak")
    notices.notify_refused(move)
    return move


@transaction.atomic
def undo(move, *, by, reason):
    """Let the person live where they did from today on, with the old address and mentor; return the move.

    Raise `ValidationError` without a reason, after 30 days, outside the officer's area, and when the person moved on.
    """
    reason = proposals.words(reason, NO_REASON)
    person = proposals.hold_person(move.participant_id)
    move = proposals.hold_undoable(move, UNDONE)
    refuse_outsiders(person, by=by, permission=UNDO)
    later = person.moves.filter(state=Move.State.ACCEPTED, decided_at__gt=move.decided_at)
    if person.kelurahan_id != move.to_kelurahan_id or later.exists():
        raise ValidationError(MOVED_ON)
    _live_in(person, move.from_kelurahan_id, move.address_before, by=by)
    leaving.return_to(person, move.mentor_before, by=by)
    move.state, move.undone_at, move.undone_by, move.undo_reason = Move.State.UNDONE, now(), by, reason
    move.save(update_fields=["state", "undone_at", "undone_by", "undo_reason"])
    notices.notify_undone(move)
    return move


def _refuse_receiver(move, person, *, by):
    if move.proposed_by_id == by.pk:
        raise ValidationError(OTHER_PERSON)
    if move.to_kecamatan_id not in Reach.of(by, ACCEPT, own=False).area:
        raise ValidationError(ELSEWHERE)
    if person.belongs_to(by):
        raise ValidationError(OWN)


def _live_in(person, kelurahan_id, address, *, by):
    changes = {name: value for name, value in address.items() if getattr(person, name) != value}
    write_contact(person, changes | {"kelurahan": places.region(kelurahan_id)}, by=by)
