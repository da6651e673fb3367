"""Somebody says how many people work in their business, or an officer writes down what they say."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.formats import angka
from participants.employment.models import ADD, MOST, WorkerCount
from participants.people.models import Participant

OUTSIDE = "Data ini bukan milik akun Anda dan bukan wilayah tugas Anda; minta pemiliknya atau petugas wilayahnya."
UNCHECKED = "Jumlah orang yang bekerja dicatat setelah petugas memeriksa KTP."
TOO_MANY = f"Isi 0 sampai {angka(MOST)} orang; hitung orangnya, bukan upah atau penjualannya."
CORRECTED = "Dibetulkan dengan jawaban berikutnya"


@transaction.atomic
def answer(participant, people, *, by):
    """Keep the answer of today and return its WorkerCount; the earlier ones stay as history.

    Within a week it corrects the last answer, which is voided; the same number on the same day is kept once. Raise
    `ValidationError` for who is neither the owner nor an officer of the area, before the card was checked, and for a
    number that no small business has.
    """
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if not person.allows(by, ADD):
        raise ValidationError(OUTSIDE)
    if not person.is_checked:
        raise ValidationError(UNCHECKED)
    if not 0 <= people <= MOST:
        raise ValidationError(TOO_MANY)
    last = person.worker_counts.newest_first().first()
    if last and (last.said_on, last.people) == (today(), people):
        return last
    is_own = person.belongs_to(by)
    if not is_own:
        access_log.record(by, AccessLog.Act.CHANGE, person, reason="Jumlah orang yang bekerja dicatat")
    if last and last.may_be_corrected:
        last.voided_at, last.voided_by, last.void_reason = now(), by, CORRECTED
        last.save(update_fields=["voided_at", "voided_by", "void_reason"])
    way = WorkerCount.Way.OWN if is_own else WorkerCount.Way.DESK
    return person.worker_counts.create(people=people, way=way, recorded_by=by)
