"""Ask, take up, decide, withdraw and lift: the only ways in which a request changes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import now
from okoce.masking import blank_nik
from okoce.notifications.mails import queue_mail
from participants.people.models import Participant
from participants.people.reach import Reach
from participants.rights.actions import erasing, notices
from participants.rights.models import ADD, ANSWER, DECIDE, LIMITS, RightsRequest
from participants.rights.states import OPEN

Kind, State, Way, Wrong = RightsRequest.Kind, RightsRequest.State, RightsRequest.Way, RightsRequest.Wrong
NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
ELSEWHERE = "Orang ini bukan warga wilayah Anda; permohonannya dicatat di wilayahnya."
OWN = "Permohonan untuk data Anda sendiri diajukan lewat halaman Data saya."
NO_CARD = "Lihat dulu KTP aslinya; tanpa itu permohonan di meja tidak dicatat."
TWICE = "Permohonan yang sama masih diproses; tunggu hasilnya atau tarik dulu."
WHAT = "Sebut apa yang keliru dengan kata-kata, tanpa NIK."
WHICH = "Pilih yang keliru."
NOT_CHECKED = "KTP orang ini belum diperiksa; yang keliru dibetulkan saat KTP-nya diperiksa di meja kecamatan."
BY_TWO = "Yang tertulis di KTP dibetulkan dua petugas: usulkan pembetulannya dari data peserta, atau tolak di sini."
PROPOSED = "Pembetulannya sudah diusulkan dan menunggu petugas kedua; putuskan usulan itu dulu."
ERASED = "Data orang ini sudah dihapus; tidak ada lagi yang bisa diminta."
OVER = "Permohonan ini baru saja diputuskan atau ditarik; muat ulang halamannya."
NO_WORDS = "Tulis hasilnya dengan kata-kata, supaya pemohon tahu."
NOT_OWN_CASE = "Permohonan Anda sendiri diputuskan petugas lain."
DELETED = "Data dihapus."
FAREWELL = "Data Anda di Portal OK OCE dihapus seperti yang Anda minta. Yang tersisa hanya hitungan tanpa nama."
NOTHING_TO_LIFT = "Pembatasan ini sudah dicabut, atau tidak pernah berlaku."


@transaction.atomic
def ask(participant, kind, *, way, by, words="", wrong=(), card_seen=False):
    """Write down a request, and return it with its clock running. Restriction and objection stand at once.

    `wrong` names what a correction is asked for. Raise `ValidationError` for others' data, without a card at the desk,
    while the same is asked already, and for a correction that does not say what is wrong, or asks for what stands on a
    card that nobody has checked.
    """
    person = _hold(participant)
    _refuse_asker(person, way, by=by, card_seen=card_seen)
    wrong = [name for name in Wrong.values if name in wrong] if kind == Kind.CORRECTION else []
    if kind == Kind.CORRECTION:
        _refuse_unclear(person, wrong, words)
    if person.rights_requests.open().filter(kind=kind).exists():
        raise ValidationError(TWICE)
    try:
        made = RightsRequest.objects.create(
            participant=person, kind=kind, way=way, words=blank_nik(words.strip())[:500], wrong=wrong, asked_by=by
        )
    except IntegrityError:
        raise ValidationError(TWICE) from None
    _limit(made, since=made.asked_at)
    notices.log(made, by, "dicatat")
    if way != Way.OWN:
        notices.confirm(made, "asked", "Permohonan Anda dicatat", "dicatat dan dijawab dalam 72 jam")
    return made


@transaction.atomic
def take_up(request, *, by):
    """Say that somebody works on it, and return it. Raise `ValidationError` when it is no longer new."""
    held = _decided_by(request, by, [State.NEW])
    held.state, held.taken_at, held.taken_by = State.TAKEN, now(), by
    held.save(update_fields=["state", "taken_at", "taken_by"])
    notices.log(held, by, "mulai diproses")
    notices.confirm(held, "taken", "Permohonan Anda diproses", "sedang diproses")
    return held


@transaction.atomic
def decide(request, *, granted, outcome, by):
    """Grant or refuse a request with words, notify the person, and return it. A granted deletion deletes.

    A deleted person is notified by mail alone, as neither account nor number is left: without an address, not at all.
    Raise `ValidationError` when it was decided before, for one's own request, without words, and for a correction of a
    card that is granted without two officers, or while they decide about it.
    """
    held = _decided_by(request, by, OPEN)
    if not outcome.strip():
        raise ValidationError({"outcome": NO_WORDS})
    if held.kind == Kind.CORRECTION:
        _refuse_alone(held, granted=granted)
    person, address = held.participant, held.participant.email
    close(held, granted=granted, outcome=outcome, by=by)
    if granted and held.kind == Kind.ERASURE:
        held.participant = erasing.erase(person, by=by)
        _close_all(held, by)
        _say_farewell(held, address, outcome)
    else:
        notices.notify_decided(held)
    return held


def close(held, *, granted, outcome, by):
    """Write the outcome of a locked request: its clock ends."""
    held.state = State.DONE if granted else State.REFUSED
    held.outcome = blank_nik(outcome.strip())[:500]
    held.decided_at, held.decided_by = now(), by
    if not granted:
        _limit(held, since=None)
    held.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
    notices.log(held, by, "dikabulkan" if granted else "ditolak")


@transaction.atomic
def withdraw(request, *, by):
    """Take back one's own request, and return it. What stood at once stands no longer.

    Raise `ValidationError` for others' requests and for one that is not open.
    """
    held = _hold_request(request)
    if not held.participant.belongs_to(by):
        raise ValidationError(NOT_YOURS)
    if not held.is_open:
        raise ValidationError(OVER)
    held.state, held.decided_at, held.decided_by = State.WITHDRAWN, now(), by
    held.save(update_fields=["state", "decided_at", "decided_by"])
    _limit(held, since=None)
    notices.log(held, by, "ditarik")
    return held


@transaction.atomic
def lift(request, *, words, by):
    """End a restriction or an objection that was granted, with words; notify the person and return the request.

    Raise `ValidationError` without words, and where nothing stands any more.
    """
    held = _decided_by(request, by, [State.DONE])
    if not held.limits_now:
        raise ValidationError(NOTHING_TO_LIFT)
    if not words.strip():
        raise ValidationError({"outcome": NO_WORDS})
    held.lifted_at, held.lifted_by, held.lift_words = now(), by, blank_nik(words.strip())[:500]
    held.save(update_fields=["lifted_at", "lifted_by", "lift_words"])
    _limit(held, since=None)
    notices.log(held, by, "dicabut")
    notices.notify_lifted(held)
    return held


def _refuse_asker(person, way, *, by, card_seen):
    if person.erased_at:
        raise ValidationError(ERASED)
    if way == Way.OWN:
        if not person.belongs_to(by):
            raise ValidationError(NOT_YOURS)
        return
    if person.belongs_to(by):
        raise ValidationError(OWN)
    if person not in Reach.of(by, ADD, own=False):
        raise ValidationError(ELSEWHERE)
    if way == Way.DESK and not card_seen:
        raise ValidationError({"card_seen": NO_CARD})


def _refuse_unclear(person, wrong, words):
    if not wrong:
        raise ValidationError({"wrong": WHICH})
    if not words.strip():
        raise ValidationError({"words": WHAT})
    if person.is_waiting and wrong != [Wrong.OTHER]:
        raise ValidationError(NOT_CHECKED)


def _refuse_alone(held, *, granted):
    """What stands on a card is granted by the proposal of one officer that another one confirmed."""
    if held.corrections.waiting().exists():
        raise ValidationError(PROPOSED)
    if granted and held.is_on_card and not any(row.state == row.CARRIED_OUT for row in held.corrections.all()):
        raise ValidationError(BY_TWO)


def _decided_by(request, by, states):
    """Return the request, locked. Raise `ValidationError` unless this officer may decide it and it is in a state."""
    held = _hold_request(request)
    permission = ANSWER if held.kind == Kind.CORRECTION else DECIDE
    if held.participant not in Reach.of(by, permission, own=False):
        raise ValidationError(ELSEWHERE)
    if held.participant.belongs_to(by):
        raise ValidationError(NOT_OWN_CASE)
    if held.state not in states:
        raise ValidationError(OVER)
    return held


def _hold(participant):
    return Participant.objects.select_for_update(no_key=True).select_related(None).get(pk=participant.pk)


def _hold_request(request):
    person = _hold(request.participant)
    held = RightsRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    held.participant = person
    return held


def _limit(request, *, since):
    """Set or end what stands at once; another granted request of the same kind keeps it."""
    if (name := LIMITS.get(request.kind)) is None:
        return
    person = request.participant
    others = person.rights_requests.exclude(pk=request.pk).filter(kind=request.kind)
    if since is None and any(other.limits_now or other.is_open for other in others):
        return
    setattr(person, name, since)
    person.save(update_fields=[name])


def _close_all(request, by):
    """Nothing more can be done for a person who is deleted."""
    own = RightsRequest.objects.filter(participant=request.participant_id)
    ended = {"decided_at": request.decided_at, "decided_by": by}
    own.open().update(state=State.DONE, outcome=DELETED, **ended)
    own.filter(pk=request.pk).update(outcome=DELETED)
    request.outcome = DELETED


def _say_farewell(request, address, outcome):
    """To the mail address that was kept until now; it is not kept any longer than the mail takes."""
    if address:
        text = f"{FAREWELL}\n\nJawaban petugas: {blank_nik(outcome.strip())}"
        queue_mail(address, "Data Anda sudah dihapus", text, kind="rights_erased", key=f"rights_erased:{request.pk}")
