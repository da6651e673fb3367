"""Notices about invitations. Once each: the key names the invitation and what happened to it."""

from okoce.formats import waktu
from participants.calls.actions import notices
from participants.calls.letters import Letter, Reached
from participants.calls.models import Notice, Topic
from trainings.seats.actions.notices import place_of, topic_of_session

INVITED = "session_invited"
CALLED_OFF = "invitation_called_off"
HOW = (
    "Kursinya belum dipesan: jawab bisa datang atau tidak sebelum {}. Selama masih ada kursi, yang menjawab bisa "
    "mendapat kursi; sesudah penuh menjadi cadangan dengan nomor."
)


def invited(session, invitations):
    """Return how many people it reached by which way."""
    text = f"Anda diundang ke pelatihan {place_of(session)} {HOW.format(waktu(session.booking_closes_at))}"
    letters = [_letter(invitation, INVITED, f"{INVITED}:{invitation.pk}", text) for invitation in invitations]
    return notices.notify_participants(letters, topic=topic_of_session(session))


def moved(session, change, invitations):
    """Return how many people with an unanswered invitation heard by which way that the session is at another time."""
    text = (
        f"undangan Anda ke pelatihan “{session.title}” berubah. Semula {change.before}. Sekarang {change.after}. "
        f"{HOW.format(waktu(session.booking_closes_at))}"
    )
    letters = [
        _letter(invitation, INVITED, f"{INVITED}:{invitation.pk}:{change.pk}", text) for invitation in invitations
    ]
    return notices.notify_participants(letters, topic=change.topic, replaces=True)


def called_off(session, invitations, *, reason):
    """Take back an invitation: by message, or by a call where somebody was called already.

    Who was not called yet need not be called any more. Returns how many people by which way.
    """
    topic = topic_of_session(session)
    waits = Notice.objects.filter(topic=topic, kind=INVITED, state=Notice.State.OPEN)
    not_called = set(waits.values_list("participant", flat=True))
    for person in not_called:
        answered(session.pk, person)
    text = f"undangan Anda ke pelatihan {place_of(session)} batal karena sesinya dibatalkan: {reason}."
    letters = [
        _letter(invitation, CALLED_OFF, f"{CALLED_OFF}:{invitation.pk}", text)
        for invitation in invitations
        if invitation.participant_id not in not_called and invitation.notified_at
    ]
    return notices.notify_participants(letters, topic=topic, replaces=True) if letters else Reached()


def answered(session_id, participant_id):
    """The invitation was answered: nobody need be called about it any more."""
    notices.withdraw(Topic.Kind.SESSION, session_id, participant_id, kind=INVITED)


def need_not_be_called(seat):
    """They heard on the page, or on the telephone, what their answer led to."""
    for kind in ("seat_booked", "seat_released"):
        notices.withdraw(Topic.Kind.SESSION, seat.session_id, seat.participant_id, kind=kind)


def _letter(invitation, kind, key, text):
    subject = "Undangan pelatihan dibatalkan" if kind == CALLED_OFF else "Undangan pelatihan"
    session = invitation.session
    return Letter(
        invitation.participant, kind, key, subject, text, url=invitation.url, useful_until=session.booking_closes_at
    )
