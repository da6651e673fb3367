"""A notice as a row of a call list shows it."""

from datetime import time
from typing import NamedTuple
from urllib.parse import quote

from okoce.formats import angka, local, tanggal, waktu
from okoce.regions import places
from participants.calls import answers
from participants.calls.models.notices import NoticeState
from participants.cleaning import phones


class Row(NamedTuple):
    pk: int
    person: int
    name: str
    line: str
    topic: str
    text: str
    url: str
    tries: int
    waits: bool
    may_be_undone: bool
    may_fail: bool
    phone: str
    tel_url: str
    chat_url: str
    answers: tuple = ()


def rows(notices, *, revealed=()):
    """Rows of notices read with person and topic; `revealed` are ids of those whose number is shown."""
    return [_row(notice, is_revealed=notice.pk in revealed) for notice in notices]


def deadline(until, since):
    """Before when somebody is to be called, or since when they wait where it stays of use."""
    if not until:
        return f"sejak {tanggal(since)}"
    is_midnight = local(until).time() == time.min
    return f"sebelum {tanggal(until) if is_midnight else waktu(until)}"


def _row(notice, *, is_revealed):
    phone = notice.participant.phone
    return Row(
        notice.pk,
        notice.participant_id,
        notice.participant.name,
        _line(notice, is_revealed=is_revealed),
        notice.topic.label,
        notice.call_text,
        notice.topic.url,  # of the event: what the notice itself leads to is the person's own
        notice.tries,
        notice.waits,
        bool(notice.changed_by_id) and not (notice.waits and not notice.tries),
        notice.state in (NoticeState.WRONG, NoticeState.MISSED) or notice.waits,
        phones.shown(phone) if is_revealed else "",
        f"tel:{phone}" if is_revealed else "",
        _chat_url(phone, notice.call_text) if is_revealed else "",
        answers.choices(notice.kind),
    )


def _chat_url(phone, text):
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(text, safe='')}"


def _line(notice, *, is_revealed):
    phone = phones.shown(notice.participant.phone) if is_revealed else phones.masked(notice.participant.phone)
    return " · ".join(filter(None, [phone, _happened(notice), places.named(notice.participant.kecamatan_id)]))


def _happened(notice):
    if notice.is_corrected:
        return "nomor sudah dibetulkan"
    if notice.state == NoticeState.OPEN and notice.tries:
        return f"tidak terjawab {angka(notice.tries)} kali, terakhir {waktu(notice.changed_at)}"
    if notice.state == NoticeState.OPEN:
        return deadline(notice.useful_until, notice.created_at)
    return f"{notice.get_state_display()}, {waktu(notice.changed_at)}"
