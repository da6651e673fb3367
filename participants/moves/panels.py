"""settings.PERSON_PANELS and OWN_DATA: moves on the page that staff see, and of the person."""

from participants.moves.models import ADD, VIEW, Move

SHOWN = 3


def for_staff(person, *, user):
    """Return the panel, or None for who may not see moves of this person, and after deletion."""
    if person.erased_at or not person.allows(user, VIEW):
        return None
    moves = list(person.moves.all()[:SHOWN])
    is_proposed = any(move.state == Move.State.WAITING for move in moves)
    context = {
        "person": person,
        "moves": moves,
        "proposes": not is_proposed and person.allows(user, ADD) and not person.belongs_to(user),
    }
    return {"template": "participants/moves/_person_panel.html", "context": context}


def own_moves(person):
    """Return a person's moves and what came of each, newest first."""
    return list(person.moves.all()[:SHOWN])


def own_data(person):
    """Return what is kept of moves, for the copy of own data."""
    return {
        "perpindahan": [
            {
                "dari": row.from_in_words,
                "ke": row.to_in_words,
                "pindah_sejak": row.moved_on.isoformat(),
                "alasan": row.reason,
                "keadaan": row.get_state_display(),
                "jawaban": row.answer,
                "diputuskan": row.decided_at and row.decided_at.isoformat(),
            }
            for row in person.moves.order_by("id")
        ]
    }
