"""Propose that somebody moves to another kecamatan. Nothing changes until that one accepts."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.moves.actions import notices
from participants.moves.models import ADD, ASK, Move
from participants.people import proposals
from participants.people.supervision import refuse_outsiders

NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
NOT_YOUR_PROPOSAL = "Usulan ini bukan usulan Anda; minta pengusulnya menarik, atau kecamatan tujuan menolak."
SAME_KECAMATAN = "Kelurahan ini di kecamatan yang sama; ubah saja alamatnya di Ubah kontak."
UNDER_WAY = "Perpindahan peserta ini sudah diusulkan; tunggu jawaban kecamatan tujuan."
NO_REASON = "Tulis alasan pindah, misalnya ikut keluarga atau kontrakan habis."
NOT_YET = "Hari pindah belum tiba; isi hari ini atau sebelumnya."
TOO_EARLY = "Hari pindah ini sebelum peserta lahir; periksa tahunnya."
OVER = "Perpindahan ini baru saja diputuskan petugas lain, atau ditarik pengusulnya."


def propose(person, *, kelurahan, street, rt, rw, moved_on, reason, by):
    """Write down where somebody lives now, and return the move that waits for the other kecamatan.

    Raise `ValidationError` outside the officer's area, for an officer's own record, within one kecamatan, for a day to
    come, without a reason, and where another move waits.
    """
    new = {"to_kelurahan": kelurahan, "street": street, "rt": rt, "rw": rw, "moved_on": moved_on}
    return _refusing_doubles(person, new, reason, by=by, is_own=False)


def ask(person, *, kelurahan, street, rt, rw, moved_on, reason, by):
    """Propose one's own move; return it. Raise `ValidationError` for others' data, and as `propose` does."""
    if not person.allows(by, ASK):
        raise ValidationError(NOT_YOURS)
    new = {"to_kelurahan": kelurahan, "street": street, "rt": rt, "rw": rw, "moved_on": moved_on}
    return _refusing_doubles(person, new, reason, by=by, is_own=True)


def _refusing_doubles(person, new, reason, *, by, is_own):
    reason = proposals.words(reason, NO_REASON)
    with proposals.refusing_second(Move, UNDER_WAY):
        return _propose(person, new, reason=reason, by=by, is_own=is_own)


@transaction.atomic
def _propose(person, new, *, reason, by, is_own):
    person = proposals.hold_person(person.pk)
    if not is_own:
        refuse_outsiders(person, by=by, permission=ADD)
    if new["to_kelurahan"].parent_id == person.kecamatan_id:
        raise ValidationError({"kelurahan": SAME_KECAMATAN})
    if new["moved_on"] > today():
        raise ValidationError({"moved_on": NOT_YET})
    if new["moved_on"] < person.birth_on:
        raise ValidationError({"moved_on": TOO_EARLY})
    if person.moves.waiting().exists():
        raise ValidationError(UNDER_WAY)
    move = Move.objects.create(
        participant=person,
        from_kelurahan_id=person.kelurahan_id,
        from_kecamatan_id=person.kecamatan_id,
        to_kecamatan_id=new["to_kelurahan"].parent_id,
        reason=reason,
        is_own=is_own,
        proposed_by=by,
        **new,
    )
    access_log.record(by, AccessLog.Act.CHANGE, person, "Pindah kecamatan diusulkan")
    notices.notify_receivers(move)
    return move


@transaction.atomic
def withdraw(move, *, by):
    """Take one's own proposal back; return the move.

    Raise `ValidationError` when it was decided before, and for the proposal of somebody else.
    """
    proposals.hold_person(move.participant_id)
    return proposals.withdraw(hold(move), NOT_YOUR_PROPOSAL, by=by)


def hold(move):
    """Return a move that waits, locked. Raise `ValidationError` when it was decided or taken back meanwhile."""
    return proposals.hold_waiting(move, OVER)
