"""`/pendamping/cek/`: anybody checks a mentor by number; and the card of one's own that shows it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce import rates
from okoce.accounts import mentor_numbers
from okoce.crumbs import crumbs
from participants.mentoring import mentor_cards
from participants.mentoring.forms.questions import CheckForm
from participants.mentoring.views.notes import DESK, mentors_only

RATES = {"check": "60/h/ip"}  # an office is one address; trying numbers finds one in 200,000
UNKNOWN = "Nomor ini bukan nomor pendamping. Cocokkan lagi huruf dan angkanya dengan kartunya."
TOO_MANY = "Terlalu banyak nomor dicek dari sambungan ini; coba satu jam lagi atau telepon kantor kecamatan."


@login_not_required
@require_safe
def check(request):
    """One number, one answer: no list, and nothing of a mentor but what their card says."""
    form = CheckForm(request.GET if "nomor" in request.GET else None)
    card = None
    if form.is_valid():
        if not rates.is_within(request, "mentor-check", RATES["check"]):
            form.add_error("nomor", TOO_MANY)
        else:
            number = mentor_numbers.parse(form.cleaned_data["nomor"])
            card = mentor_cards.by_number(number) if number else None
            if card is None:
                form.add_error("nomor", UNKNOWN)
    return render(request, "participants/mentoring/check.html", {"form": form, "card": card})


@mentors_only
@require_safe
def show_own_card(request):
    context = {"cards": mentor_cards.own(request.user), "crumbs": crumbs(DESK, here="Kartu pendamping")}
    return render(request, "participants/mentoring/card.html", context)
