"""The ticket of a seat: as a page, a paper, a picture and a calendar entry."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from okoce import pdf
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from participants.cleaning import qr
from trainings.seats.models import Seat
from trainings.tickets import calendars, contents, entries, pictures

TITLE = "Kode QR tiket"
OPENED = "Tiket pelatihan dibuka"


@require_GET
def show_ticket(request, pk):
    seat = _seat(request, pk)
    ticket = contents.of_seat(seat)
    context = {
        "seat": seat,
        "session": seat.session,
        "ticket": ticket,
        "qr": qr.svg(ticket.link) if ticket.link else "",
        "crumbs": crumbs(
            ("Pelatihan", "trainings:sessions-list"), ("Kursi", "trainings:seats-detail", pk), here="Tiket"
        ),
    }
    return render(request, "trainings/tickets/detail.html", context)


@require_GET
def download_pdf(request, pk):
    seat = _seat(request, pk)
    ticket = _sure(seat)
    context = {
        "ticket": ticket,
        "qr": qr.svg(ticket.link, TITLE, has_size=False),
        "created": seat.changed_at.isoformat(),
    }
    return _file(pdf.render("trainings/tickets/pdf.html", context), "application/pdf", f"tiket-{pk}.pdf")


@require_GET
def download_picture(request, pk):
    return _file(pictures.png(_sure(_seat(request, pk))), "image/png", f"tiket-{pk}.png")


@require_GET
def download_entry(request, pk):
    """Also of a seat that waits or was given back: the calendar then changes or strikes out what it has."""
    content = calendars.written(entries.of_seats([_seat(request, pk)]), name="Pelatihan OK OCE")
    return _file(content, "text/calendar; charset=utf-8", f"tiket-{pk}.ics")


def _seat(request, pk):
    """A seat of one's own people, of a mentee, or in a session one hosts; an opening by others is written down."""
    seats = Seat.objects.select_related("session__venue", "participant")
    seat = get_object_or_404(seats.manageable_by(request.user), pk=pk)
    if not seat.participant.belongs_to(request.user):
        access_log.record(request.user, AccessLog.Act.OPEN, seat.participant, OPENED)
    return seat


def _sure(seat):
    ticket = contents.of_seat(seat)
    if not ticket.link:
        raise Http404
    return ticket


def _file(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
