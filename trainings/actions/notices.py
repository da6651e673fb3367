"""Notices about seats. Once each: the key names the seat and what happened to it."""

from django.urls import reverse

from okoce.formats import rentang, waktu
from okoce.notifications.sending import notify_participant


def booked(seat):
    if seat.state == seat.State.WAITING:
        subject, word = "Anda masuk daftar tunggu", f"Nomor tunggu {seat.queue_number}."
    else:
        subject, word = "Kursi pelatihan dipesan", "Kursi sudah pasti."
    _tell(seat, "seat_booked", subject, f"{_place(seat)} {word}")


def offered(seat):
    _tell(
        seat,
        "seat_offered",
        "Ada kursi pelatihan untuk Anda",
        f"{_place(seat)} Jawab sebelum {waktu(seat.offered_until)}, setelah itu kursi ditawarkan ke orang berikutnya.",
    )


def lapsed(seat):
    _tell(
        seat,
        "seat_lapsed",
        "Tawaran kursi sudah lewat",
        f"{_place(seat)} Tawaran tidak dijawab sampai batas waktu. Pesan lagi bila masih ingin ikut.",
    )


def released(seat):
    _tell(seat, "seat_released", "Kursi pelatihan dibatalkan", f"{_place(seat)} Alasan: {seat.release_reason}.")


def session_cancelled(seat):
    _tell(
        seat,
        "session_cancelled",
        "Sesi pelatihan dibatalkan",
        f"{_place(seat)} {seat.release_reason}. Belum ada sesi pengganti; pilih sesi lain di jadwal pelatihan.",
    )


def moved(seat, *, reason):
    if seat.state == seat.State.CONFIRMED:
        word = "Kursi Anda dipindahkan ke sesi ini dan sudah pasti"
    else:
        word = f"Anda dipindahkan ke daftar tunggu sesi ini dengan nomor {seat.queue_number}"
    _tell(
        seat,
        "seat_moved",
        "Sesi pelatihan Anda berganti",
        f"Sesi semula dibatalkan: {reason}. {word}. {_place(seat)} Batalkan bila waktunya tidak cocok.",
    )


def _place(seat):
    session = seat.session
    return f"“{session.title}”, {rentang(session.starts_at, session.ends_at)}, di {session.venue}."


def _tell(seat, kind, subject, body):
    notify_participant(
        seat.participant,
        kind,
        key=f"{kind}:{seat.pk}",
        subject=subject,
        body=f"{seat.participant.name}: {body}",
        url=reverse("trainings:seats-detail", args=[seat.pk]),
    )
