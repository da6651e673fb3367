"""Why no seat was given."""

from django.core.exceptions import ValidationError

from okoce.formats import rentang
from okoce.reference import memory as reference
from trainings.seats import obstacles
from trainings.seats.models import Seat
from trainings.sessions.models import Session


def held_already(session_id, participant):
    """Return the seat that stands in the way when it is in this session.

    Raise `ValidationError` with the reason when another seat, the session or what was learned already is in the way.
    """
    session = Session.objects.get(pk=session_id)
    if not session.is_bookable:
        raise ValidationError("Pemesanan untuk sesi ini sudah ditutup. Pilih sesi lain di jadwal pelatihan.")
    reference.look_again()
    held = list(Seat.objects.live().filter(participant=participant).select_related("session"))
    stands = obstacles.obstacle(session, held, obstacles.finished_by(held)[participant.pk])
    if stands and stands.is_here:
        return stands.seat
    if stands and stands.seat:
        raise ValidationError(_in_the_way(stands, participant))
    if participant.is_waiting and any(seat.state != Seat.State.ABSENT for seat in held):
        raise ValidationError(
            f"{participant.name} sudah memegang satu kursi. Kursi berikutnya bisa dipesan setelah petugas memeriksa "
            "KTP; bawa KTP asli ke pelatihan itu atau ke meja kecamatan."
        )
    if stands:
        raise ValidationError(
            f"{participant.name} sudah menyelesaikan {stands.modules}. Pilih sesi dengan modul yang belum diikuti."
        )
    raise ValidationError("Kursi belum dapat dipesan. Muat ulang halaman sesi ini, lalu coba lagi.")


def _in_the_way(stands, participant):
    elsewhere = stands.seat.session
    where, when = f"“{elsewhere.title}”", rentang(elsewhere.starts_at, elsewhere.ends_at)
    if stands.is_same_hour:
        return (
            f"{participant.name} sudah punya kursi di {where} pada jam yang sama ({when}). Batalkan kursi itu dulu "
            "atau pilih sesi lain."
        )
    return (
        f"{participant.name} sudah punya kursi untuk {stands.modules} di {where} ({when}). Pindahkan kursi itu ke sesi "
        "ini, atau pilih sesi dengan modul lain."
    )
