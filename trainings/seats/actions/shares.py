"""Seats of a session shared out to the kelurahan of its kecamatan by their people, and released again."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import now
from okoce.formats import waktu
from okoce.regions.models import Region
from trainings.seats import queries
from trainings.seats.actions import seats
from trainings.seats.models import SeatShare
from trainings.seats.shares import shared_out


def proposed(session):
    """Return {kelurahan: seats} as the button would set them: the floor each, the rest by population."""
    people = Region.objects.kelurahan().filter(parent=session.kecamatan_id).values_list("code", "population")
    weights = dict(people)
    if not all(weights.values()):  # not counted everywhere: all weigh the same
        weights = dict.fromkeys(weights, 1)
    return shared_out(session.capacity, weights)


@transaction.atomic
def share_out(session, *, by):
    """Share the seats of a session out, as `proposed` says. Returns {kelurahan: seats}.

    Raise `ValidationError` when the shares would be released by now, or only after booking closed.
    """
    session = seats.lock(session.pk)
    if not session.is_bookable:
        raise ValidationError("Jatah hanya untuk sesi yang dibuka dan masih bisa dipesan.")
    end = queries.released_at(session)
    if end is None or end <= now():
        raise ValidationError("Sesi ini mulai kurang dari 48 jam lagi; semua kursi sudah terbuka untuk semua.")
    refuse_early_closing(session, session.booking_closes_at)
    given = proposed(session)
    if not given:
        raise ValidationError("Kelurahan kecamatan ini belum ada di daftar wilayah.")
    _write(session, given, by=by)
    return given


def refuse_early_closing(session, closes_at):
    """Raise `ValidationError` when booking would close before the shares of a session are released to everybody."""
    end = queries.released_at(session)
    if end and closes_at <= end:
        raise ValidationError(
            f"Pemesanan ditutup {waktu(closes_at)}, sebelum jatah dibuka untuk semua ({waktu(end)}). "
            "Ubah dulu batas pemesanannya."
        )


@transaction.atomic
def remove(session, *, by):
    """Give every seat of a session to everybody again, and offer what is free by number. Returns how many offers."""
    session = seats.lock(session.pk)
    SeatShare.objects.filter(session=session).delete()
    return len(seats.offer_free(session))


def keep_in_step(session):
    """Share out anew when the seats of a session changed. The caller holds the session's lock."""
    held = list(SeatShare.objects.filter(session=session).select_related("set_by"))
    if held and sum(share.seats for share in held) != session.capacity:
        _write(session, proposed(session), by=held[0].set_by)


def _write(session, given, *, by):
    SeatShare.objects.filter(session=session).delete()
    SeatShare.objects.bulk_create(
        SeatShare(session=session, kelurahan_id=code, seats=seats_given, set_by=by)
        for code, seats_given in given.items()
    )
