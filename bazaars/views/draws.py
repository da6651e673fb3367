"""The draw for everybody to repeat, and the page on which staff close the list, draw, and write down takings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bazaars import draw as lots
from bazaars.actions import draws
from bazaars.forms.draws import CloseForm, DrawForm
from bazaars.models import Bazaar, ClosedList, StallSale
from bazaars.views.bazaars import CALENDAR
from okoce import refusals
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.no_store import visitors_may_keep
from participants.calls.models import Topic
from participants.calls.models.notices import VIEW
from participants.calls.queries import topic_number

MAY_SEE, MAY_DRAW = "bazaars.view_stallapplication", "bazaars.draw_stalls"


@login_not_required
@visitors_may_keep
def show_draws(request, pk):
    closed = _closed(pk)
    held = list(closed.bazaar.draws.prefetch_related("results__application").order_by("-number"))
    first = lots.parse(closed.content)[1][0].number
    example = held and f"{held[0].seed}:{closed.sha256}:{first}"
    context = {
        "bazaar": closed.bazaar,
        "crumbs": _crumbs(closed.bazaar, "Undian lapak"),
        "closed": closed,
        "draws": held,
        "example": example,
        "first": first,
    }
    return render(request, "bazaars/draws/list.html", context)


@login_not_required
@visitors_may_keep
def download_list(request, pk):
    """The very bytes whose SHA-256 is shown."""
    closed = _closed(pk)
    answer = HttpResponse(closed.content.encode(), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lamaran-bazar-{pk}.txt"'
    return answer


@permission_required(MAY_SEE, raise_exception=True)
def manage(request, pk):
    bazaar = get_object_or_404(Bazaar.objects.visible_to(request.user, MAY_SEE), pk=pk)
    return _managed(request, bazaar)


@permission_required(MAY_DRAW, raise_exception=True)
@require_POST
def close_list(request, pk):
    bazaar = get_object_or_404(Bazaar.objects.visible_to(request.user, MAY_DRAW), pk=pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        with refusals.at_form(form):
            draws.close(bazaar, by=request.user, **form.cleaned_data)
            messages.success(request, "Daftar lamaran ditutup dan diumumkan.")
            return redirect("bazaars:draws-manage", pk=pk)
    return _managed(request, bazaar, close_form=form)


@permission_required(MAY_DRAW, raise_exception=True)
@require_POST
def run_draw(request, pk):
    bazaar = get_object_or_404(Bazaar.objects.visible_to(request.user, MAY_DRAW), pk=pk)
    form = DrawForm(request.POST, is_repeated=bazaar.draws.exists())
    if form.is_valid():
        with refusals.at_form(form):
            draw = draws.run(bazaar, by=request.user, **form.cleaned_data)
            messages.success(
                request, f"Lapak sudah diundi dan hasilnya terlihat umum. Pelamar: {draw.reached.in_words}."
            )
            return redirect("bazaars:draws-manage", pk=pk)
    return _managed(request, bazaar, draw_form=form)


def _managed(request, bazaar, *, close_form=None, draw_form=None):
    closed = ClosedList.objects.filter(bazaar=bazaar).first()
    held = list(bazaar.draws.order_by("-number"))
    standing = Prefetch("sales", StallSale.objects.visible_to(request.user).standing(), to_attr="standing_sales")
    unchecked = StallSale.objects.checkable_by(request.user).filter(bazaar=bazaar).select_related("participant")
    stall_days = bazaar.stall_days.standing().select_related("application__participant").prefetch_related(standing)
    context = {
        "bazaar": bazaar,
        "crumbs": _crumbs(bazaar, "Kelola lapak"),
        "closed": closed,
        "draws": held,
        "applications": bazaar.applications.select_related("participant").order_by("number"),
        "stall_days": stall_days,
        "unchecked": unchecked,
        "notified": topic_number(Topic.Kind.BAZAAR, bazaar.pk) if request.user.has_perm(VIEW) else None,
        "today": today(),
        "sells": bazaar.allows(request.user, "bazaars.add_stallsale"),
        "close_form": close_form or (CloseForm() if bazaar.awaits_closing and not closed else None),
        "draw_form": draw_form or (DrawForm(is_repeated=bool(held)) if _may_draw(bazaar, closed) else None),
    }
    return render(request, "bazaars/draws/edit.html", context)


def _crumbs(bazaar, here):
    return crumbs(CALENDAR, (bazaar.name, "bazaars:bazaars-detail", bazaar.pk), here=here)


def _may_draw(bazaar, closed):
    return bool(closed and closed.draws_on <= today() and not bazaar.has_started)


def _closed(pk):
    published = Bazaar.objects.published()
    lists = ClosedList.objects.filter(bazaar__in=published).select_related("bazaar")
    return get_object_or_404(lists, bazaar=pk)
