"""Optional consents given and withdrawn by the person, notices read, and new versions of texts published."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from okoce import constraints
from okoce.clock import today
from participants.consents import memory, wording
from participants.consents.models import Consent, NoticeReading, PrivacyText
from participants.consents.texts import NOTICE
from participants.people.models import Participant

UNKNOWN = "Persetujuan ini tidak dikenal; muat ulang halaman."
RENEWED = "Teks ini baru saja diperbarui. Baca dulu teks yang sekarang, lalu kirim lagi."
TOO_EARLY = "Teks baru berlaku paling cepat hari ini; pilih hari ini atau sesudahnya."
TOO_FAR = "Teks baru berlaku paling lambat satu tahun lagi; pilih hari yang lebih dekat."
SAME = "Teks ini sama dengan versi {}; ubah dulu, lalu terbitkan."
NOT_BEFORE = "Sudah ada versi {} yang berlaku mulai hari yang lebih kemudian; pilih hari itu atau sesudahnya."
FARTHEST = timedelta(days=365)
AT_ONCE = "Orang lain baru saja menerbitkan teks ini; muat ulang halaman, lalu baca versinya."


@transaction.atomic
def answer(participant, purpose, *, is_given, channel, shown=None):
    """Write the newest answer, which counts; the same answer to the same text again changes nothing. Returns it.

    A yes is to the text of today, a withdrawal to the text that was agreed to. `shown` is the number of the text that
    stood on the page. What upper rooms hold of a withdrawn consent is dealt with at once (settings.CONSENT_WITHDRAWN).
    Raise `ValidationError` for a purpose that nobody is asked about, and for a yes to a text that was renewed since.
    """
    if purpose not in Consent.Purpose.values:
        raise ValidationError(UNKNOWN)
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    newest = participant.consents.filter(purpose=purpose).order_by("-id").first()
    text = memory.current(purpose)
    had = newest.is_given if newest else False
    if had == is_given and (not is_given or newest.text_id == text.pk):
        return newest
    if is_given and shown not in (None, str(text.pk)):
        raise ValidationError(RENEWED)
    made = Consent.objects.create(
        participant=participant,
        purpose=purpose,
        is_given=is_given,
        text_id=text.pk if is_given else newest.text_id,
        channel=channel,
    )
    if not is_given:
        for name in settings.CONSENT_WITHDRAWN:
            import_string(name)(participant.pk, purpose)
    return made


def answers_of(participant):
    """Every answer of a person, the oldest first."""
    return list(participant.consents.order_by("id"))


def given(participant, answers=None):
    """{purpose: the newest answer or None}, in the order they are asked."""
    answers = answers_of(participant) if answers is None else answers
    newest = {consent.purpose: consent for consent in answers}
    return {purpose: newest.get(purpose) for purpose in Consent.Purpose}


def unread_notice(participant):
    """The notice of today where it is newer than what the person was shown; None where they know it."""
    text = memory.notice()
    if participant.notice_version == text.version:
        return None
    return None if participant.notice_readings.filter(text=text.pk).exists() else text


def note_read(participant, *, shown):
    """Note that the person has read the notice of today. Idempotent.

    Raise `ValidationError` where another one than that stood on the page.
    """
    text = memory.notice()
    if shown != str(text.pk):
        raise ValidationError(RENEWED)
    NoticeReading.objects.get_or_create(participant=participant, text_id=text.pk)


@transaction.atomic
def publish(kind, text, *, valid_from, by):
    """Append a new version of a text, valid from that day on. Returns it; nothing that was published ever changes.

    Raise `ValidationError` for what cannot be read as a text of this kind, for the text that stands, and for a day
    that is over, too far off, or before that of a version to come.
    """
    text = wording.clean(text)
    known = refuse_text(kind, text, valid_from)
    made = PrivacyText(
        kind=kind, version=_next_version(known, valid_from.year), text=text, valid_from=valid_from, published_by=by
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if constraints.is_repeated(error, PrivacyText, "kind", "version"):
            raise ValidationError(AT_ONCE) from None
        raise constraints.refuse(error, "PrivacyText") from None
    return made


def refuse_text(kind, text, valid_from):
    """Raise `ValidationError` for what `publish` does not take. Returns the versions there are, the newest first."""
    known, day = list(PrivacyText.objects.filter(kind=kind)), today()
    if wrong := wording.faults(text, is_notice=kind == NOTICE):
        raise ValidationError({"text": wrong})
    if known and known[0].text == text:
        raise ValidationError({"text": SAME.format(known[0].version)})
    if not day <= valid_from <= day + FARTHEST:
        raise ValidationError({"valid_from": TOO_EARLY if valid_from < day else TOO_FAR})
    if known and valid_from < known[0].valid_from:
        raise ValidationError({"valid_from": NOT_BEFORE.format(known[0].version)})
    return known


def _next_version(known, year):
    numbers = [int(row.version.partition("-")[2]) for row in known if row.version.startswith(f"{year}-")]
    return f"{year}-{max(numbers, default=0) + 1}"
