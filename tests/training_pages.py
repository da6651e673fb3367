"""Pages of trainings by slug, for tests that open them all; a sample of few people may lack some."""

from django.urls import reverse

from trainings.certificates.models import Certificate
from trainings.door.models import Closing, WalkIn
from trainings.invitations.models import Invitation
from trainings.placements import graduates
from trainings.placements.models import Placement
from trainings.seats.models import Seat, SeatShare
from trainings.sessions.models import Session


def coming():
    return Session.objects.bookable().upcoming().filter(kecamatan__parent="31.73")


def door():
    """A door that is open and a closed session; early in a year there is neither."""
    guest, closing = WalkIn.objects.open().first(), Closing.objects.first()
    if guest is None or closing is None:
        return {}
    meeting = [guest.session_id, guest.meeting_id]
    return {
        "pintu": reverse("trainings:door-show", args=meeting),
        "pintu-tamu": reverse("trainings:walk-ins-add", args=meeting),
        "pintu-beda": reverse("trainings:attendance-mark", args=meeting),
        "pintu-kertas": reverse("trainings:attendance-paper", args=meeting),
        "tamu-lengkapi": reverse("trainings:walk-ins-complete", args=[guest.pk]),
        "sesi-tutup": reverse("trainings:sessions-detail", args=[closing.session_id]),
    }


def shares():
    shared = SeatShare.objects.first()
    return {"sesi-jatah": reverse("trainings:seats-shares", args=[shared.session_id])} if shared else {}


def invited():
    invited = Invitation.objects.first()
    return {"undangan-sesi": reverse("trainings:invitations-list", args=[invited.session_id])} if invited else {}


def papers():
    standing = Certificate.objects.standing().filter(session__kecamatan="31.73.02").order_by("pk").last()
    if standing is None:
        return {}
    return {
        "sertifikat-sesi": reverse("trainings:certificates-list", args=[standing.session_id]),
        "sertifikat-cabut": reverse("trainings:certificates-revoke", args=[standing.pk]),
    }


def placements():
    """A month's placement, its form, and the training whose graduates go on."""
    placement = Placement.objects.filter(outcome=Placement.Outcome.RUNNING).first()
    if placement is None:
        return {}
    training = placement.training
    person = graduates.to_invite(training).order_by("pk").first()
    return {
        "lanjutan": reverse("trainings:placements-detail", args=[training.continues_id]),
        "lanjutan-penempatan": reverse("trainings:placements-detail", args=[training.pk]),
        "penempatan-baru": reverse("trainings:placements-start", args=[training.pk, person.pk]),
        "penempatan-hasil": reverse("trainings:placements-end", args=[placement.pk]),
    }


def swaps(session):
    """Another session instead: of a seat that stands, and of one that was released with its session."""
    seat = session.seats.filter(state="confirmed").order_by("pk").first()
    released = Seat.objects.filter(state="released", session__state="cancelled").order_by("pk").first()
    other = coming().exclude(pk=session.pk).first()
    return {
        "kursi-pindah": reverse("trainings:seats-swap", args=[seat.pk]),
        "kursi-pindah-ke": reverse("trainings:seats-swap-to", args=[seat.pk, other.pk]),
        "kursi-ganti": reverse("trainings:seats-replace", args=[released.pk]),
    }


def empty_session():
    """A session of the officer's kecamatan to which people can be invited."""
    return coming().filter(kecamatan="31.73.02", invitations=None).order_by("seats_taken", "pk").first()
