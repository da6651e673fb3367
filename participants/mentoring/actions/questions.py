"""A participant asks their mentor: a question until it is answered, or the text of a note, which opens by itself."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog, RoleAssignment
from okoce.clock import now
from okoce.masking import blank_nik
from okoce.notifications.sending import notify
from participants.calls.actions.notices import notify_participant
from participants.journey.actions import evidence as records
from participants.mentoring.actions.notices import mentoring_topic
from participants.mentoring.models import MentoringNote, MentorQuestion
from participants.mentoring.models.notes import WRITE
from participants.mentoring.models.questions import ANSWER, ASK

OPEN_AT_ONCE, A_DAY = 3, 5
NO_MENTOR = "Anda belum punya pendamping yang bertugas; tanyakan di kantor kecamatan pada jam kerja."
ENOUGH = "Tiga pertanyaan Anda masih menunggu jawaban; tulis yang berikutnya sesudah dijawab."
ENOUGH_TODAY = "Hari ini Anda sudah bertanya lima kali; lanjutkan besok atau telepon kantor kecamatan."


@transaction.atomic
def ask(participant, *, by, text):
    """Put a question to the mentor of today and return it. Raise `ValidationError` for what may not be."""
    locked = records.lock_person(participant.pk)
    if not locked.allows(by, ASK):
        raise ValidationError("Pertanyaan ditulis oleh peserta sendiri; masuk dengan akun peserta ini.")
    if not RoleAssignment.objects.of_mentor(locked.mentor_id).filter(user__is_active=True).exists():
        raise ValidationError(NO_MENTOR)
    if locked.mentor_questions.waiting().count() >= OPEN_AT_ONCE:
        raise ValidationError(ENOUGH)
    if locked.mentor_questions.filter(asked_at__gt=now() - timedelta(days=1)).count() >= A_DAY:
        raise ValidationError(ENOUGH_TODAY)
    question = locked.mentor_questions.create(text=blank_nik(text), asked_by=by)
    notify(
        locked.mentor,
        "mentor_asked",
        key=f"mentor_asked:{question.pk}",
        subject="Ada pertanyaan dari peserta dampingan",
        body="Seorang peserta dampingan Anda bertanya lewat portal. Buka halamannya untuk menjawab.",
        url=f"/pendampingan/{locked.pk}/",
    )
    return question


@transaction.atomic
def answer(question, *, by, text):
    """Answer a question as the mentor of today, and return it. Raise `ValidationError` for what may not be."""
    locked = records.lock_person(question.participant_id)
    question = MentorQuestion.objects.get(pk=question.pk)
    if not locked.allows(by, ANSWER):
        raise ValidationError("Peserta ini tidak lagi Anda dampingi; pendampingnya sekarang yang menjawab.")
    if question.answered_at:
        raise ValidationError("Pertanyaan ini sudah dijawab; muat ulang halamannya untuk membaca jawabannya.")
    question.answer, question.answered_by, question.answered_at = blank_nik(text), by, now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    access_log.record(by, AccessLog.Act.CHANGE, locked, "Pertanyaan peserta dijawab")
    notify_participant(
        locked,
        "mentor_answered",
        topic=mentoring_topic(),
        key=f"mentor_answered:{question.pk}",
        subject="Pendamping menjawab pertanyaan Anda",
        text="jawabannya ada di halaman pendamping Anda.",
        url=f"/perjalanan/{locked.registration_number}/pendamping/",
    )
    return question


@transaction.atomic
def ask_for_text(note, *, by):
    """Ask for the text of a note: it opens when the mentor opens it, at the latest 72 hours from now. Idempotent.

    Return the note. Raise `ValidationError` for everybody but the participant, and for a note that does not stand.
    """
    locked = records.lock_person(note.participant_id)
    note = MentoringNote.objects.select_related("participant", "mentor").get(pk=note.pk)
    if not locked.allows(by, ASK):
        raise ValidationError("Isi catatan diminta oleh peserta sendiri; masuk dengan akun peserta ini.")
    if note.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan pendampingnya, jadi tidak ada isi untuk dibaca.")
    if note.asked_for_at or note.is_open_to_participant:
        return note
    note.asked_for_at = now()
    note.save(update_fields=["asked_for_at"])
    if locked.mentor_id:
        notify(
            locked.mentor,
            "note_asked_for",
            key=f"note_asked_for:{note.pk}",
            subject="Peserta meminta isi catatan",
            body="Seorang peserta dampingan Anda meminta isi catatan pertemuan. Buka isinya untuknya; bila "
            "tidak, isinya terbuka sendiri 72 jam sesudah diminta.",
            url=f"/pendampingan/{locked.pk}/",
        )
    return note


@transaction.atomic
def open_text(note, *, by):
    """Let the participant read the text of a note now, and return it. Idempotent.

    Raise `ValidationError` for everybody but the mentor of today, and for a note that does not stand.
    """
    locked = records.lock_person(note.participant_id)
    note = MentoringNote.objects.select_related("participant").get(pk=note.pk)
    if not locked.allows(by, WRITE):
        raise ValidationError("Peserta ini tidak lagi Anda dampingi; buka daftar dampingan Anda.")
    if note.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan.")
    if note.opened_at:
        return note
    note.opened_at = now()
    note.save(update_fields=["opened_at"])
    access_log.record(by, AccessLog.Act.CHANGE, locked, "Isi catatan pendampingan dibuka untuk peserta")
    notify_participant(
        locked,
        "note_opened",
        topic=mentoring_topic(),
        key=f"note_opened:{note.pk}",
        subject="Isi catatan pendampingan sudah bisa dibaca",
        text="pendamping membuka isi catatan pertemuan untuk Anda. Bacalah di halaman pendamping Anda.",
        url=f"/perjalanan/{locked.registration_number}/pendamping/",
    )
    return note
