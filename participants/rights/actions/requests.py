"""Ask, take up, decide, withdraw and lift: the only ways in which a request changes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.masking import blank_nik
from okoce.notifications.mails import queue_mail
from participants.calls.actions import notices
from participants.people.models import Participant
from participants.people.reach import Reach
from participants.rights.actions import erasing
from participants.rights.models import ADD, DECIDE, LIMITS, RightsRequest
from participants.rights.states import OPEN

Kind, State, Way = RightsRequest.Kind, RightsRequest.State, RightsRequest.Way
NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
ELSEWHERE = "Orang ini bukan warga wilayah Anda; permohonannya dicatat di wilayahnya."
OWN = "Permohonan untuk data Anda sendiri diajukan lewat halaman Data saya."
NO_CARD = "Lihat dulu KTP aslinya; tanpa itu permohonan di meja tidak dicatat."
TWICE = "Permohonan yang sama masih diproses; tunggu hasilnya atau tarik dulu."
WHAT = "Sebut apa yang keliru dan apa yang benar."
ERASED = "Data orang ini sudah dihapus; tidak ada lagi yang bisa diminta."
OVER = "Permohonan ini baru saja diputuskan atau ditarik; muat ulang halamannya."
NO_WORDS = "Tulis hasilnya dengan kata-kata, supaya pemohon tahu."
NOT_OWN_CASE = "Permohonan Anda sendiri diputuskan petugas lain."
DELETED = "Data dihapus."
FAREWELL = "Data Anda di Portal OK OCE dihapus seperti yang Anda minta. Yang tersisa hanya hitungan tanpa nama."
NOTHING_TO_LIFT = "Pembatasan ini sudah dicabut, atau tidak pernah berlaku."


@transaction.atomic
def ask(participant, kind, *, way, by, words="", card_seen=False):
    """Write down a request, and return it with its clock running. Restriction and objection stand at once.

    Raise `ValidationError` for others' data, without a card at the desk, and while the same is asked already.
    """
    person = _hold(participant)
    _refuse_asker(person, way, by=by, card_seen=card_seen)
    if kind == Kind.CORRECTION and not words.strip():
        raise ValidationError({"words": WHAT})
    if person.rights_requests.open().filter(kind=kind).exists():
        raise ValidationError(TWICE)
    try:
        made = RightsRequest.objects.create(
            participant=person, kind=kind, way=way, words=blank_nik(words.strip())[:500], asked_by=by
        )
    except IntegrityError:
        raise ValidationError(TWICE) from None
    _limit(made, since=made.asked_at)
    _log(made, by, "dicatat")
    if way != Way.OWN:
        _confirm(made, "asked", "Permohonan Anda dicatat", "dicatat dan dijawab dalam 72 jam")
    return made


@transaction.atomic
def take_up(request, *, by):
    """Say that somebody works on it, and return it. Raise `ValidationError` when it is no longer new."""
    held = _decided_by(request, by, [State.NEW])
    held.state, held.taken_at, held.taken_by = State.TAKEN, now(), by
    held.save(update_fields=["state", "taken_at", "taken_by"])
    _log(held, by, "mulai diproses")
    _confirm(held, "taken", "Permohonan Anda diproses", "sedang diproses")
    return held


@transaction.atomic
def decide(request, *, granted, outcome, by):
    """Grant or refuse a request with words, notify the person, and return it. A granted deletion deletes.

    A deleted person is notified by mail alone, as neither account nor number is left: without an address, not at all.
    Raise `ValidationError` when it was decided before, for one's own request, and without words.
    """
    held = _decided_by(request, by, OPEN)
    if not outcome.strip():
        raise ValidationError({"outcome": NO_WORDS})
    person, address = held.participant, held.participant.email
    held.state = State.DONE if granted else State.REFUSED
    held.outcome = blank_nik(outcome.strip())[:500]
    held.decided_at, held.decided_by = now(), by
    if not granted:
        _limit(held, since=None)
    held.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
    _log(held, by, "dikabulkan" if granted else "ditolak")
    if granted and held.kind == Kind.ERASURE:
        held.participant = erasing.erase(person, by=by)
        _close_all(held, by)
        _say_farewell(held, address, outcome)
    else:
        _notify(held, "decided", f"Permohonan {held.get_kind_display()}: {held.get_state_display()}", held.outcome)
    return held


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
    _log(held, by, "ditarik")
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
    _log(held, by, "dicabut")
    _notify(held, "lifted", f"{held.get_kind_display().capitalize()} dicabut", held.lift_words)
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


def _decided_by(request, by, states):
    """Return the request, locked. Raise `ValidationError` unless this officer may decide it and it is in a state."""
    held = _hold_request(request)
    if held.participant not in Reach.of(by, DECIDE, own=False):
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


def _log(request, by, done):
    reason = f"Permohonan {request.get_kind_display()} {done}"
    access_log.record(by, AccessLog.Act.CHANGE, request.participant, reason)


def _url(request):
    return reverse("participants:privacy-detail", args=[request.participant.registration_number])


def _confirm(request, step, subject, done):
    """Into the inbox only: a person who stood at the desk knows it."""
    notices.confirm(
        request.participant,
        f"rights_{step}",
        key=f"rights_{step}:{request.pk}",
        subject=subject,
        text=f"permohonan {request.get_kind_display()} {done}.",
        url=_url(request),
    )


def _notify(request, step, subject, words):
    notices.notify_participant(
        request.participant,
        f"rights_{step}",
        topic=notices.topic_of_registrations(),
        key=f"rights_{step}:{request.pk}",
        subject=subject,
        text=f"hasil permohonan {request.get_kind_display()}: {words}",
        url=_url(request),
    )


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
