"""Notices about moves: to the officers of both kecamatan, to who proposed it, and to the person."""

from django.urls import reverse

from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.formats import angka
from okoce.notifications.sending import notify
from okoce.regions import places
from participants.calls.actions import notices


def notify_receivers(move):
    """Notify the officers of the receiving kecamatan of a proposal."""
    _notify_officers(
        _officers(move.to_kecamatan_id),
        move,
        "move_proposed",
        "Peserta ingin pindah ke kecamatan Anda",
        f"Satu peserta dari {_kecamatan(move.from_kecamatan_id)} menunggu Anda terima. Buka Perpindahan peserta.",
    )


def notify_receivers_of_list(moves):
    """Notify the officers of one receiving kecamatan of what a list proposes, once for all."""
    first, count = moves[0], len(moves)
    _notify_officers(
        _officers(first.to_kecamatan_id),
        first,
        "moves_proposed",
        "Peserta dari daftar tercatat di kecamatan Anda",
        f"{angka(count)} peserta kecamatan lain beralamat di kecamatan Anda menurut sebuah daftar, dan menunggu Anda "
        "terima. Buka Perpindahan peserta.",
    )


def notify_accepted(move):
    """Notify the officers of the former kecamatan, the proposer and the person that a move was accepted."""
    to = _kecamatan(move.to_kecamatan_id)
    _notify_officers(
        _senders(move),
        move,
        "move_accepted",
        "Perpindahan peserta diterima",
        f"Nomor {move.participant.registration_number} kini dilayani {to}. Capaiannya sampai hari ini tetap terhitung "
        "di tempat lama.",
    )
    _notify_person(
        move,
        "move_accepted",
        "Pindah kecamatan sudah dicatat",
        f"Anda kini dilayani {to}. Capaian Anda sampai hari ini tidak hilang."
        + (" Pendamping baru akan ditunjuk di sana." if move.mentor_before_id else ""),
    )


def notify_refused(move):
    """Notify the officers where the person stays and the proposer of a refusal; the person too, if they asked."""
    to, words = _kecamatan(move.to_kecamatan_id), f"Alasannya: {move.answer}"
    number = move.participant.registration_number
    _notify_officers(
        _senders(move),
        move,
        "move_refused",
        "Perpindahan peserta ditolak",
        f"{to} tidak menerima perpindahan nomor {number}. {words}",
    )
    if move.is_own:
        _notify_person(
            move, "move_refused", "Permintaan pindah belum diterima", f"{to} belum menerima perpindahan Anda. {words}"
        )


def notify_undone(move):
    """Notify the officers of both kecamatan and the person that a move was undone."""
    number, back = move.participant.registration_number, _kecamatan(move.from_kecamatan_id)
    _notify_officers(
        _officers(move.from_kecamatan_id) | _officers(move.to_kecamatan_id),
        move,
        "move_undone",
        "Perpindahan peserta dikembalikan",
        f"Nomor {number} kembali dilayani {back}. Alasannya: {move.undo_reason}",
    )
    _notify_person(
        move, "move_undone", "Pindah kecamatan dibatalkan", f"Anda kembali dilayani {back}, dengan semua capaian Anda."
    )


def _officers(kecamatan_id):
    """The keys of those who are officers of a kecamatan now."""
    held = RoleAssignment.objects.active().filter(role=Role.OFFICER, region=kecamatan_id, user__is_active=True)
    return set(held.order_by().values_list("user", flat=True))


def _senders(move):
    proposed = set() if move.is_own else {move.proposed_by_id}
    return _officers(move.from_kecamatan_id) | proposed


def _notify_officers(ids, move, kind, subject, body):
    """No name in the message: it also leaves by mail."""
    ids = ids - {move.decided_by_id, move.undone_by_id}
    for user in User.objects.filter(pk__in=ids).order_by("pk"):
        key = f"{kind}:{move.pk}:{user.pk}"
        notify(user, kind, key=key, subject=subject, body=body, url=reverse("participants:moves-list"))


def _notify_person(move, kind, subject, text):
    notices.notify_participant(
        move.participant,
        kind,
        topic=notices.topic_of_registrations(),
        key=f"{kind}:{move.pk}",
        subject=subject,
        text=text,
        url=reverse("participants:privacy-detail", args=[move.participant.registration_number]),
    )


def _kecamatan(code):
    return f"Kecamatan {places.named(code)}"
