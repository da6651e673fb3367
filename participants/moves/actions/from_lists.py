"""Lists of people move nobody to another kecamatan: such a row is proposed, and the other kecamatan decides.

settings.LIST_MOVES: participants/imports knows nothing else of moves.
"""

from collections import defaultdict

from okoce.clock import now, today
from participants.moves.actions import notices
from participants.moves.models import Move
from participants.people.models import Participant


def propose(homes, *, by, reason):
    """Propose a move for each of {id: {"kelurahan", "street", "rt", "rw"}}; return {id: id of the move}.

    The people are locked, live in another kecamatan than that of the kelurahan, and have no move that waits.
    """
    people = Participant.objects.defer("nik_sealed").in_bulk(homes)
    made = Move.objects.bulk_create(
        Move(
            participant=people[pk],
            from_kelurahan_id=people[pk].kelurahan_id,
            from_kecamatan_id=people[pk].kecamatan_id,
            to_kelurahan_id=home["kelurahan"],
            to_kecamatan_id=home["kelurahan"].rpartition(".")[0],
            street=home["street"],
            rt=home["rt"],
            rw=home["rw"],
            moved_on=today(),
            reason=f"{reason}: alamat di daftar",
            proposed_by=by,
        )
        for pk, home in homes.items()
    )
    by_kecamatan = defaultdict(list)
    for move in made:
        by_kecamatan[move.to_kecamatan_id].append(move)
    for moves in by_kecamatan.values():
        notices.notify_receivers_of_list(moves)
    return {move.participant_id: move.pk for move in made}


def waiting(ids):
    """Return those of these moves that nobody has decided yet."""
    return set(Move.objects.waiting().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def withdraw(ids):
    """Take back moves that wait, as their list is taken back."""
    Move.objects.waiting().filter(pk__in=ids).update(state=Move.State.WITHDRAWN, decided_at=now())
