"""What people read about the seats of their own kelurahan in a session that is shared out."""

from okoce.formats import angka, waktu
from okoce.regions import places
from trainings.seats.queries import Share, released_at


def why_waiting(session, kelurahan, shares):
    """Return why somebody of a kelurahan gets a waiting number though seats are free, "" for any other reason.

    `shares` are those in force (`queries.shares_in_force`).
    """
    own = shares.get(kelurahan, Share())
    if not shares or session.is_full or own.left:
        return ""
    name = places.named(kelurahan)
    if not own.seats:
        head = f"Kelurahan {name} tidak mendapat jatah kursi di sesi ini."
    else:
        head = f"Jatah Kelurahan {name} ({angka(own.seats)} kursi) sudah penuh."
    return f"{head} {when_released(session)}"


def next_waits(session, kelurahan, shares, *, waiting):
    """Return whether the next who books from a kelurahan gets a number. `waiting` people wait in the session."""
    if session.is_full:
        return True
    return not shares.get(kelurahan, Share()).gives_a_place if shares else bool(waiting)


def when_released(session):
    """Return until when the seats are kept."""
    return f"Kursi yang tersisa dibuka untuk semua mulai {waktu(released_at(session))}, menurut nomor tunggu."


def left_in_words(kelurahan, shares):
    """Return how many seats of the share are left: 3 dari 15 kursi untuk Kelurahan Tomang."""
    own = shares.get(kelurahan, Share())
    return f"{angka(own.left)} dari {angka(own.seats)} kursi untuk Kelurahan {places.named(kelurahan)}"
