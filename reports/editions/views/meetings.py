"""`/laporan/terbitan/hari-rapat/`: on which days the meetings about the fortnights are held."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from okoce import refusals
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.formats import angka, hari
from okoce.kept_forms import again
from okoce.programme import memory
from reports.editions.forms import MeetingForm, WeekdayForm
from reports.editions.views.pages import ABOVE
from reports.snapshots.actions import periods
from reports.snapshots.models import MeetingWeekday, Period
from reports.snapshots.models.periods import CHANGE

TITLE = "Hari rapat"


@permission_required(CHANGE, raise_exception=True)
def change_weekday(request):
    year = memory.current_year() or memory.newest_year()
    if year is None:
        raise Http404
    row = MeetingWeekday.objects.filter(programme_year=year.pk).first()
    form = again.bind(request, WeekdayForm, row=row, initial={"weekday": periods.weekday_of(year)})
    if form.is_valid():
        with refusals.at_form(form):
            moved = periods.set_weekday(
                year, form.cleaned_data["weekday"], by=request.user, version=form.cleaned_data.get("version")
            )
            messages.success(request, f"Hari rapat tersimpan; {angka(moved)} rapat yang akan datang ikut berpindah.")
            return redirect("reports:editions-weekday")
    coming = Period.objects.filter(programme_year=year.pk, meeting_on__gte=today()).order_by("meeting_on")
    context = {"form": form, "year": year, "coming": coming, "crumbs": crumbs(*ABOVE, here=TITLE)}
    return again.page(request, "reports/editions/weekday.html", context)


@permission_required(CHANGE, raise_exception=True)
def move_meeting(request, pk):
    period = get_object_or_404(Period.objects.select_related("programme_year"), pk=pk)
    form = again.bind(request, MeetingForm, row=period, initial={"meeting_on": period.meeting_on})
    if form.is_valid():
        with refusals.at_form(form):
            moved = periods.move_meeting(
                period, form.cleaned_data["meeting_on"], by=request.user, version=form.cleaned_data["version"]
            )
            messages.success(request, f"Rapat periode {period.number} diadakan {hari(moved.meeting_on)}.")
            return redirect("reports:editions-weekday")
    title = f"Rapat periode {period.number}"
    above = (TITLE, "reports:editions-weekday")
    context = {"form": form, "period": period, "title": title, "crumbs": crumbs(*ABOVE, above, here=title)}
    return again.page(request, "reports/editions/meeting.html", context)
