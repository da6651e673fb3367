"""A participant asks for a stall, sees what became of it, and takes it back."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render

from bazaars.actions import applications
from bazaars.actions.applications import STALL
from bazaars.forms.applications import ApplyForm
from bazaars.models import Bazaar, DrawResult, StallApplication, StallDay, StallSale
from bazaars.views.bazaars import CALENDAR
from okoce import refusals
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.people.models import Participant
from participants.people.waiting import until_checked


def apply(request, pk):
    bazaar = get_object_or_404(Bazaar.objects.published(), pk=pk)
    people = Participant.objects.owned_by(request.user).defer("nik_sealed").order_by("pk")
    if not people:
        messages.error(request, "Lapak dilamar oleh peserta. Daftar dulu sebagai peserta, gratis.")
        return redirect("bazaars:bazaars-detail", pk=pk)
    waits = until_checked(people[0], STALL) if len(people) == 1 else ""
    form = again.bind(request, ApplyForm, people=people)
    if form.is_valid():
        with refusals.at_form(form):
            made = applications.apply(
                bazaar, form.cleaned_data["participant"], category=form.cleaned_data["category"], by=request.user
            )
            messages.success(request, f"Lamaran dicatat. Nomor lamaran {made.participant.name}: {made.number}.")
            return redirect("bazaars:applications-mine")
    above = (CALENDAR, (bazaar.name, "bazaars:bazaars-detail", pk))
    context = {"bazaar": bazaar, "form": form, "waits": waits, "crumbs": crumbs(*above, here="Lamar lapak")}
    return again.page(request, "bazaars/applications/edit.html", context)


def list_mine(request):
    results = DrawResult.objects.select_related("draw").order_by("-draw__number")
    standing = Prefetch("sales", StallSale.objects.standing(), to_attr="standing_sales")
    days = StallDay.objects.standing().prefetch_related(standing)
    mine = (
        StallApplication.objects.owned_by(request.user)
        .select_related("bazaar", "participant")
        .prefetch_related(Prefetch("results", results, to_attr="said"), Prefetch("stall_days", days, to_attr="days"))
        .order_by("-bazaar__starts_on", "-pk")
    )
    context = {"applications": mine[:60], "today": today(), "crumbs": crumbs(CALENDAR, here="Lamaran saya")}
    return render(request, "bazaars/applications/list.html", context)


def withdraw(request, pk):
    mine = StallApplication.objects.owned_by(request.user).standing().select_related("bazaar", "participant")
    application = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        with refusals.as_message(request):
            applications.withdraw(application, by=request.user)
            messages.success(request, "Lamaran ditarik.")
        return redirect("bazaars:applications-mine")
    return render(request, "bazaars/applications/withdraw.html", {"application": application})
