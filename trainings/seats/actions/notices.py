"""Notices about seats. Once each: the key names the seat and what happened to it."""

from django.urls import reverse

from okoce.formats import rentang, tanggal, waktu
from participants.calls.actions import notices
from participants.calls.letters import Letter
from participants.calls.models import Topic
from trainings.seats import queries, share_words

NO_OTHER = "Belum ada sesi pengganti; pilih sesi lain di jadwal pelatihan."


def booked(seat):
    """Somebody else booked for them."""
    _notify(seat, "seat_booked", *_booked_words(seat), useful_until=seat.session.starts_at)


def confirm_booking(seat):
    """They booked for themselves."""
    subject, text = _booked_words(seat)
    return notices.confirm(
        seat.participant, "seat_booked", key=_key(seat, "seat_booked"), subject=subject, text=text, url=url_of(seat)
    )


def offered(seat):
    _notify(
        seat,
        "seat_offered",
        "Ada kursi pelatihan untuk Anda",
        f"ada kursi untuk Anda di pelatihan {place_of(seat.session)} Jawab sebelum {waktu(seat.offered_until)}, "
        "setelah itu kursi ditawarkan ke orang berikutnya.",
        useful_until=seat.offered_until,
    )


def answered(seat):
    """The offer was answered: nobody need be called about it any more."""
    notices.withdraw(Topic.Kind.SESSION, seat.session_id, seat.participant_id, kind="seat_offered")


def left(seat):
    """They are no longer in the session: nobody need be called about it any more."""
    notices.withdraw(Topic.Kind.SESSION, seat.session_id, seat.participant_id)


def unconfirmed(seats):
    """Those of these seats whose booking was not confirmed yet."""
    keys = {_key(seat, "seat_booked"): seat for seat in seats}
    for known in notices.known_keys(keys):
        del keys[known]
    return list(keys.values())


def lapsed(seat):
    _notify(
        seat,
        "seat_lapsed",
        "Tawaran kursi sudah lewat",
        f"tawaran kursi di pelatihan {_when_and_where(seat.session)} tidak dijawab sampai batas waktu. Pesan lagi bila "
        "masih ingin ikut.",
        useful_until=seat.session.starts_at,
        replaces=True,
    )


def released(seat):
    _notify(
        seat,
        "seat_released",
        "Kursi pelatihan dibatalkan",
        f"kursi Anda di pelatihan {_when_and_where(seat.session)} dibatalkan. Alasan: {seat.release_reason}.",
        replaces=True,
    )


def swapped(old, seat):
    """Somebody else changed their seat for them."""
    _notify(
        seat,
        "seat_swapped",
        "Kursi pelatihan dipindahkan",
        f"kursi Anda dipindahkan dari pelatihan {_when_and_where(old.session)}. Sekarang kursi Anda pasti di pelatihan "
        f"{place_of(seat.session)}",
        useful_until=seat.session.starts_at,
    )


def cancelled(session, seats, held, others, *, reason):
    """Notify everybody of a cancelled session, once. Returns how many people by which way.

    `held`: {participant: their place in another session}; `others`: {participant: further sessions that fit}.
    """
    letters = [
        Letter(
            seat.participant,
            "session_cancelled",
            f"session_cancelled:{seat.pk}",
            "Sesi pelatihan dibatalkan",
            f"pelatihan {_when_and_where(session)} dibatalkan: {reason}. "
            f"{_held_words(held.get(seat.participant_id), others.get(seat.participant_id, ()))}",
            url=reverse("trainings:seats-replace", args=[seat.pk]),
            useful_until=session.starts_at,
        )
        for seat in seats
    ]
    return notices.notify_participants(letters, topic=topic_of_session(session), replaces=True)


def moved(session, change, seats):
    """Notify everybody of a session whose time or place changed. Returns how many people by which way."""
    letters = [
        Letter(
            seat.participant,
            "session_moved",
            f"session_moved:{change.pk}:{seat.pk}",
            "Jadwal pelatihan Anda berubah",
            f"jadwal pelatihan “{session.title}” berubah. Semula {change.before}. Sekarang {change.after}. "
            f"{_seat_words(seat)} Batalkan bila waktunya tidak cocok.",
            url=url_of(seat),
            useful_until=session.starts_at,
        )
        for seat in seats
    ]
    return notices.notify_participants(letters, topic=change.topic, replaces=True)


def topic_of_session(session):
    label = f"{session.title}, {tanggal(session.starts_at)}" if session.starts_at else session.title
    url = reverse("trainings:sessions-detail", args=[session.pk])
    return notices.topic_of(Topic.Kind.SESSION, session.pk, label=label, url=url, host_id=session.kecamatan_id)


def place_of(session):
    return f"{_when_and_where(session)}."


def _when_and_where(session):
    return f"“{session.title}”, {rentang(session.starts_at, session.ends_at)}, di {session.venue}"


def url_of(seat):
    return reverse("trainings:seats-detail", args=[seat.pk])


def _booked_words(seat):
    if seat.state == seat.State.WAITING:
        waits = f"Anda masuk daftar tunggu pelatihan {place_of(seat.session)} Nomor tunggu {seat.position}."
        shares = queries.shares_in_force(seat.session)
        why = share_words.why_waiting(seat.session, seat.participant.kelurahan_id, shares)
        return "Anda masuk daftar tunggu", f"{waits} {why}".strip()
    return "Kursi pelatihan dipesan", f"kursi Anda sudah pasti di pelatihan {place_of(seat.session)}"


def _held_words(place, others):
    return f"{_place_words(place, others)}{_other_words(others)}"


def _other_words(sessions):
    """Sessions to choose from, for a message and for who reads it out on the telephone."""
    if not sessions:
        return ""
    which = "; ".join(map(_when_and_where, sessions))
    return f" Yang cocok dengan waktu dan modul Anda: {which}. Pesan sendiri di jadwal, atau sebutkan yang mana."


def _place_words(place, others):
    if place is None:
        return "Kami tanyakan mau ikut sesi mana." if others else NO_OTHER
    if place.state == place.State.OFFERED:
        return (
            f"Sebagai gantinya satu kursi disimpan untuk Anda di {place_of(place.session)} "
            f"Jawab mau atau tidak sebelum {waktu(place.offered_until)}, atau pilih sesi lain."
        )
    return (
        f"Sebagai gantinya tempat di depan daftar tunggu disimpan untuk Anda, nomor {place.position}, di "
        f"{place_of(place.session)} Sebutkan bila ingin sesi lain."
    )


def _seat_words(seat):
    if seat.state == seat.State.OFFERED:
        return f"Kursi masih ditawarkan kepada Anda; jawab sebelum {waktu(seat.offered_until)}."
    if seat.state == seat.State.WAITING:
        return f"Nomor tunggu Anda tetap {seat.position}."
    return "Kursi Anda tetap."


def _key(seat, kind):
    return f"{kind}:{seat.pk}"


def _notify(seat, kind, subject, text, *, replaces=False, **times):
    letter = Letter(seat.participant, kind, _key(seat, kind), subject, text, url_of(seat), **times)
    return notices.notify_participants([letter], topic=topic_of_session(seat.session), replaces=replaces)
