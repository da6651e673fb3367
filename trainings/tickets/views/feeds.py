"""The personal feed: an address that a calendar asks by itself, without log-in, and the page that shows it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from okoce.crumbs import crumbs
from trainings.tickets import actions, calendars, entries

RENEWED = "Tautan baru dibuat. Tautan lama tidak berlaku lagi; pasang yang baru di kalender Anda."


@require_GET
def show_feed(request):
    path = reverse("trainings:feeds-entries", args=[actions.token_of(request.user)])
    context = {
        "address": f"{settings.SITE_URL}{path}",
        "subscribe_url": f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}",
        "crumbs": crumbs(("Pelatihan", "trainings:sessions-list"), here="Kalender"),
    }
    return render(request, "trainings/tickets/feed.html", context)


@require_POST
def renew_feed(request):
    actions.renew(request.user)
    messages.success(request, RENEWED)
    return redirect("trainings:feeds-detail")


@login_not_required
@require_GET
def list_entries(request, token):
    """Titles, hours and venues, and first names where an account has several people: nothing else."""
    user = actions.owner_of(token)
    if user is None:
        raise Http404
    content = calendars.written(entries.of_feed(user), name="Pelatihan OK OCE")
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
