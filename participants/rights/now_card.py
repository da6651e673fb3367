"""Clocks of requests, on the card "Sekarang" of the data-protection officer: settings.NOW_SOURCES."""

from django.db.models import Count, Min, Q
from django.urls import reverse

from okoce.clock import now
from okoce.formats import angka, waktu
from okoce.now_card import Fact, Link, Now, Urgency
from participants.rights.models import DECIDE, RightsRequest


def clocks(request):
    """Return the missed clocks, else those that run; None where none does, and for who decides no requests."""
    if not request.user.has_perm(DECIDE):
        return None
    running = RightsRequest.objects.supervised_by(request.user, DECIDE).open()
    late = Q(due_at__lt=now())
    counts = running.aggregate(running=Count("pk"), missed=Count("pk", filter=late), first_at=Min("due_at"))
    return of_counts(**counts)


def of_counts(running, missed, first_at):
    """Return the card for so many requests that run, of which so many were missed; `first_at` is the first deadline."""
    if not running:
        return None
    listed = reverse("participants:rights-list")
    if not missed:
        facts = (Fact("hourglass", f"Yang pertama dijawab paling lambat {waktu(first_at)}", is_deadline=True),)
        return Now(Urgency.WAITS, f"{angka(running)} permohonan hak berjalan", facts, Link("Buka permohonan", listed))
    facts = [Fact("hourglass", f"Terlama lewat sejak {waktu(first_at)}", is_late=True)]
    if others := running - missed:
        facts.append(Fact("list", f"{angka(others)} permohonan lain masih dalam waktunya"))
    button = Link("Jawab yang lewat waktu", f"{listed}?keadaan=lewat")
    links = (Link("Semua yang berjalan", listed),)
    sentence = f"{angka(missed)} permohonan hak lewat dari 72 jam"
    return Now(Urgency.OVERDUE, sentence, tuple(facts), button, links)
