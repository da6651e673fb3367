"""Returned cards in words: on worklists, on the page of the check, and on the person's own page."""

from django.urls import reverse

from okoce.formats import tanggal
from okoce.now_card import Fact, Link, Now, Urgency
from participants.returned_cards.forms import AnswerForm
from participants.returned_cards.models import CardReturn

HERE = "ktp-kembali"


def with_returns(people):
    """Return these rows of a list, each with `returned`: what became of the last return, in words."""
    last = {}
    returns = CardReturn.objects.filter(participant__in=[person["pk"] for person in people]).order_by("pk")
    for row in returns.only("participant", "reason", "returned_at", "answered_at", "answer"):
        last[row.participant_id] = row
    return [person | {"returned": in_words(last.get(person["pk"]))} for person in people]


def in_words(returned):
    """Return what an officer reads of a return; "" for none."""
    if returned is None:
        return ""
    what = f"Dikembalikan {tanggal(returned.returned_at)}: {returned.get_reason_display()}."
    if returned.answered_at:
        said = f": {returned.answer}" if returned.answer else ""
        return f"{what} Dijawab {tanggal(returned.answered_at)}{said}."
    return f"{what} Menunggu jawaban." if returned.rests else f"{what} 14 hari tanpa jawaban."


def own(participant, present):
    """settings.JOURNEY_PANELS: what is missing and how to answer; None where nothing was sent back."""
    returned = _last(participant)
    if returned is None or returned.answered_at:
        return None
    fact = Fact("id-card", returned.remedy) if returned.remedy else Fact("info", returned.words)
    button = Link("Jawab petugas", f"#{HERE}")
    now = Now(Urgency.TODAY, f"Pendaftaran Anda dikembalikan: {returned.get_reason_display()}", (fact,), button)
    context = {
        "returned": returned,
        "form": AnswerForm(),
        "url": reverse("participants:returns-own", args=[participant.registration_number]),
    }
    return {"template": "participants/returned_cards/_own.html", "context": context, "now": [now]}


def own_data(participant):
    """settings.OWN_DATA."""
    return {
        "pendaftaran_dikembalikan": [
            {
                "alasan": row.get_reason_display(),
                "keterangan": row.words,
                "waktu": row.returned_at.isoformat(),
                "jawaban": row.answer,
                "dijawab": row.answered_at and row.answered_at.isoformat(),
            }
            for row in participant.card_returns.order_by("id")
        ]
    }


def of_check(person):
    """Return the last return for the page on which the card is checked: {"row", "words"}, or None."""
    returned = _last(person)
    return returned and {"row": returned, "words": in_words(returned)}


def _last(participant):
    return None if participant.is_checked else participant.card_returns.first()
