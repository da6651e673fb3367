"""Copy a session, or all that an area holds in a week, to another day: shown with their clashes, then stored."""

from functools import partial

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from okoce.accounts.areas import Area
from okoce.clock import day_starts_at, today
from okoce.kept_forms import again
from okoce.regions import places
from trainings.planning import calendars, copies, previews
from trainings.planning.forms.copies import CopyForm
from trainings.planning.views import drafts
from trainings.sessions.models import Session

ADD = "training_sessions.add_session"


@permission_required(ADD, raise_exception=True)
def copy_session(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user, ADD), pk=pk)
    return _copy(request, [session], f"Salin sesi “{session.title}”")


@permission_required(ADD, raise_exception=True)
def copy_week(request):
    """Copy the sessions that an area begins in a week; those that were cancelled are left out."""
    span = calendars.span({"minggu": request.GET.get("minggu", "")}, today())
    if span.is_month:
        raise Http404
    region = request.GET.get("wilayah", "")
    codes = [code for code, _ in places.kecamatan(Area.of_region(region))] if region else []
    hosted = Session.objects.visible_to(request.user, ADD).filter(kecamatan__in=codes)
    first, after = day_starts_at(span.first), day_starts_at(span.last + calendars.DAY)
    held = hosted.filter(starts_at__gte=first, starts_at__lt=after).exclude(state=Session.State.CANCELLED)
    return _copy(request, list(held.order_by("kecamatan", "starts_at", "pk")), f"Salin {span.name.lower()}")


def _copy(request, sessions, title):
    first_on = copies.first_day(sessions)
    if first_on is None:
        raise Http404
    form = again.bind(request, CopyForm, first_on=first_on)
    is_valid = form.is_valid()
    if is_valid and "save" in request.POST:
        if answer := drafts.store(request, copies.drafts(sessions, form.days)):
            return answer
    context = admin.site.each_context(request) | {
        "title": title,
        "form": form,
        "sessions": sessions,
        "preview": drafts.preview(request, partial(CopyForm, first_on=first_on), partial(_judge, sessions)),
    }
    return again.page(request, "admin/training_sessions/session/copy.html", context, is_judged=not is_valid)


def _judge(sessions, form):
    return previews.judge(copies.drafts(sessions, form.days))
