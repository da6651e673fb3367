"""People ask that what stands on their card is put right; officers take it up, or answer why not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.calls.actions import notices
from participants.corrections import card
from participants.corrections.models import ADD, ASK, CorrectionRequest
from participants.people import proposals
from participants.people.models import Participant
from participants.people.supervision import refuse_outsiders

NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
NOT_CHECKED = "KTP Anda belum diperiksa; data yang keliru dibetulkan saat KTP diperiksa di meja kecamatan."
ASKED = "Permintaan pembetulan Anda sudah tercatat; tunggu jawaban petugas."
NO_FIELDS = "Pilih yang keliru."
NO_TEXT = "Tulis apa yang keliru, tanpa NIK."
NO_ANSWER = "Tulis jawaban, supaya orangnya tahu."
ANSWERED = "Permintaan ini baru saja dijawab petugas lain; muat ulang halamannya."
State = CorrectionRequest.State


def ask(person, *, fields, text, by):
    """Write down what somebody says is wrong about their own card, and return the request.

    Raise `ValidationError` for others' data, before the card was checked, without a field or words, and while
    another request is not answered.
    """
    if not person.allows(by, ASK):
        raise ValidationError(NOT_YOURS)
    if person.is_waiting:
        raise ValidationError(NOT_CHECKED)
    if not (names := [name for name in card.LABELS if name in fields]):
        raise ValidationError(NO_FIELDS)
    text = proposals.words(text, NO_TEXT, field="text")
    with proposals.refusing_second(CorrectionRequest, ASKED), transaction.atomic():
        return CorrectionRequest.objects.create(participant=person, fields=names, text=text, asked_by=by)


@transaction.atomic
def decline(request, *, by, answer):
    """Answer a request that leads to no proposal, and return it; the person is notified.

    Raise `ValidationError` without words, outside the officer's area, and when it was answered before.
    """
    answer = proposals.words(answer, NO_ANSWER)
    person = Participant.objects.select_for_update(no_key=True).get(pk=request.participant_id)
    request = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    refuse_outsiders(person, by=by, permission=ADD)
    if request.state != State.OPEN:
        raise ValidationError(ANSWERED)
    settle(request, State.DECLINED, by=by, answer=answer)
    access_log.record(by, AccessLog.Act.CHANGE, person, "Permintaan pembetulan dijawab")
    notify_declined(request)
    return request


def take(person, *, by):
    """Let the open request of a locked person be under way; return it, or None."""
    if request := person.correction_requests.open().first():
        settle(request, State.TAKEN, by=by)
    return request


def settle(request, state, *, by=None, answer=""):
    """Write how far a request is."""
    request.state, request.answer, request.settled_by = state, answer, by
    request.settled_at = now() if by else None
    request.save(update_fields=["state", "answer", "settled_by", "settled_at"])


def notify_declined(request):
    person = request.participant
    notices.notify_participant(
        person,
        "correction_declined",
        topic=notices.topic_of_registrations(),
        key=f"correction_declined:{request.pk}",
        subject="Jawaban permintaan pembetulan",
        text=f"{request.fields_in_words} belum dibetulkan. Jawaban petugas: {request.answer}",
        url=reverse("participants:privacy-detail", args=[person.registration_number]),
    )
