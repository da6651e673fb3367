"""What the pages of a person say of texts about their data: a new notice, and what they agreed to when."""

from participants.consents import actions, memory


def new_notice(participant, present=()):
    """settings.JOURNEY_PANELS, on top of the page: a notice that is newer than the one the person knows."""
    text = actions.unread_notice(participant)
    if text is None:
        return None
    context = {"text": text, "number": participant.registration_number}
    return {"template": "participants/consents/_new_notice.html", "context": context, "is_on_top": True}


def consents(participant):
    """Return (what is asked today with the person's answer to it, every answer with its text, the newest first)."""
    answers = actions.answers_of(participant)
    given = actions.given(participant, answers)
    asked = [_asked(purpose, text, given[purpose]) for purpose, text in memory.consents().items()]
    history = [
        {
            "at": row.recorded_at,
            "purpose": row.get_purpose_display(),
            "is_given": row.is_given,
            "text": memory.text(row.text_id),
        }
        for row in reversed(answers)
    ]
    return asked, history


def notices(participant):
    """Return every version of the notice that is or was valid, with the day the person is known to have read it."""
    read_at = {row.text_id: row.read_at for row in participant.notice_readings.all()}
    first = memory.of_version(participant.notice_version)
    current = memory.notice()
    valid = [text for text in memory.versions(current.kind) if text.valid_from <= current.valid_from]
    return [
        {
            "text": text,
            "read_at": read_at.get(text.pk),
            "shown_at": participant.notice_shown_at if first and text.pk == first.pk else None,
            "is_current": text.pk == current.pk,
        }
        for text in valid
    ]


def own_data(participant):
    """Return {part: plain values} of consents and notices, for the copy of one's own data."""
    _, history = consents(participant)
    read = participant.notice_readings.order_by("id")
    return {
        "persetujuan": [
            {
                "tujuan": row["purpose"],
                "setuju": row["is_given"],
                "waktu": row["at"].isoformat(),
                "versi_teks": row["text"].version,
                "teks": row["text"].text,
            }
            for row in reversed(history)
        ],
        "pemberitahuan_privasi_dibaca": [
            {"versi": memory.text(row.text_id).version, "waktu": row.read_at.isoformat()} for row in read
        ],
    }


def _asked(purpose, text, answer):
    """`agreed_to`: the text of an older yes, where another one stands today."""
    is_given = bool(answer and answer.is_given)
    is_older = is_given and answer.text_id != text.pk
    return {
        "purpose": purpose,
        "text": text,
        "is_given": is_given,
        "answered_at": answer and answer.recorded_at,
        "agreed_to": memory.text(answer.text_id) if is_older else None,
    }
