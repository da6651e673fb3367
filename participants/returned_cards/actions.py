"""Send a registration back as its card does not fit, and answer that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.masking import blank_nik
from okoce.regions import places
from participants.calls.actions import notices
from participants.people import proposals
from participants.people.supervision import refuse_outsiders
from participants.returned_cards.models import RETURN, CardReturn

CHECKED = "KTP orang ini sudah diperiksa; tidak ada yang dikembalikan."
RETURNED = "Pendaftaran ini sudah dikembalikan dan menunggu jawaban orangnya."
WITH_NIK = "Jangan menulis NIK di sini; jelaskan dengan kata-kata."
NO_WORDS = "Tulis sebabnya, supaya orangnya tahu."
NOT_YOURS = "Data ini bukan milik akun ini; masuk dengan akun yang memegangnya."
ANSWERED = "Pengembalian ini sudah dijawab; muat ulang halamannya."


@transaction.atomic
def send_back(participant, *, reason, words="", by):
    """Send a registration back with a reason, and return the CardReturn; the person is notified or stands to be called.

    Raise `ValidationError` outside the officer's area, for oneself, once the card was checked, while an earlier one
    waits for its answer, for another reason without words, and for words with a NIK.
    """
    person = proposals.hold_person(participant.pk)
    refuse_outsiders(person, by=by, permission=RETURN)
    if person.is_checked:
        raise ValidationError(CHECKED)
    if person.card_returns.resting().exists():
        raise ValidationError(RETURNED)
    words = _clean(words, field="words")
    if reason == CardReturn.Reason.OTHER and not words:
        raise ValidationError({"words": NO_WORDS})
    made = CardReturn.objects.create(participant=person, reason=reason, words=words, returned_by=by)
    access_log.record(by, AccessLog.Act.CHANGE, person, "Pendaftaran dikembalikan")
    _notify(made)
    return made


@transaction.atomic
def answer(returned, *, by, words=""):
    """Say that it was mended or will be brought: the registration waits for its check again. Return the CardReturn.

    The person answers themselves, or an officer writes down what they said. Raise `ValidationError` for others, for
    words with a NIK, and when it was answered before.
    """
    person = proposals.hold_person(returned.participant_id)
    held = CardReturn.objects.select_for_update(no_key=True).get(pk=returned.pk)
    if not person.belongs_to(by):
        if not person.allows(by, RETURN):
            raise ValidationError(NOT_YOURS)
        access_log.record(by, AccessLog.Act.CHANGE, person, "Jawaban atas pengembalian dicatat")
    if held.answered_at:
        raise ValidationError(ANSWERED)
    held.answered_at, held.answered_by, held.answer = now(), by, _clean(words, field="answer")
    held.save(update_fields=["answered_at", "answered_by", "answer"])
    return held


def _clean(words, *, field):
    words = " ".join(words.split())[:200]
    if blank_nik(words) != words:
        raise ValidationError({field: WITH_NIK})
    return words


def _notify(made):
    person = made.participant
    sentences = [f"pendaftaran nomor {person.registration_number} dikembalikan: {made.get_reason_display()}."]
    sentences += [f"{made.words}." if made.words else "", made.remedy]
    sentences.append(f"Meja Kecamatan {places.named(person.kecamatan_id)} melanjutkan setelah Anda menjawab.")
    notices.notify_participant(
        person,
        "card_returned",
        topic=notices.topic_of_registrations(),
        key=f"card_returned:{made.pk}",
        subject="Pendaftaran Anda dikembalikan",
        text=" ".join(filter(None, sentences)),
        url=reverse("participants:journey-detail", args=[person.registration_number]),
    )
