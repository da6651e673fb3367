"""The dictionary of figures, and the list of exactly what a figure counts."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce.accounts import people_read
from okoce.clock import now, today
from okoce.crumbs import crumbs
from okoce.formats import angka, persen, rupiah
from okoce.pagination import paged
from okoce.programme import memory
from okoce.regions import places
from okoce.regions.levels import Level
from okoce.small_counts import HIDDEN, SIGN
from participants.people.models import Participant
from reports.drilldown import readers
from reports.drilldown.forms import DayForm
from reports.figures import counted, drilling, funnels, kept, printed_totals, registry
from reports.figures.definitions import Group, Measure, Unit
from reports.figures.seat_figures import sessions
from reports.published import evidence
from reports.published.counts import published

VIEW = "figures.view_figures"


@login_not_required
@require_safe
def dictionary(request):
    """Every figure with its definition; what others published stands apart, with its source."""
    figures = [*registry.figures().values(), *registry.tables().values()]
    groups = {}
    for figure in figures:
        groups.setdefault(figure.group, []).append(figure)
    totals = printed_totals.totals()
    steps = funnels.funnel([(total.stage, total.people) for total in totals]).steps
    shares = [persen(step.of_first, 1000) for step in steps]
    context = {
        "groups": groups.items(),
        "printed": list(zip(totals, shares, strict=True)),
        "printed_on": totals[0].on,
        "owner": totals[0].owner,
        "quoted_from": totals[0].quoted_from,
    }
    return render(request, "reports/drilldown/dictionary.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def rows(request, key, code):
    """The rows of a figure in a region of one's area, for who may see people; others read what it means."""
    figure, year = registry.figures().get(key), memory.newest_year()
    place = places.known(code)
    if figure is None or year is None or place is None or code not in request.user.areas_for(VIEW):
        raise Http404
    if place.level == Level.KELURAHAN and figure.count is None:  # counted by kecamatan
        raise Http404
    form = DayForm(request.GET)
    asked_on = (form.is_valid() and form.cleaned_data["tanggal"]) or today()
    count = kept.counted_for(year, asked_on) if figure.is_kept else None
    on = count.day if count else asked_on
    context = {
        "figure": figure,
        "title": f"{figure.name}, {place}",
        "place": place,
        "on": on,
        "counted_at": count and count.counted_at,
        "form": form,
        "crumbs": crumbs(("Laporan", "/laporan/"), ("Kamus angka", "reports:figure-dictionary"), here=figure.name),
        "is_listed": readers.may_list(request.user, figure, code),
        "names_people": False,
        "in_rupiah": figure.unit == Unit.RUPIAH,
        "has_worth": figure.measure == Measure.AMOUNT,
        "has_day": figure.measure != Measure.PEOPLE,
    }
    number = _number(request.user, figure, year, place, on)
    context |= {"number": number, "is_hidden": number is HIDDEN, "shown": _in_words(number, figure.unit)}
    if context["is_listed"]:
        context |= _listed(request, figure, year, code, on)
    return render(request, "reports/drilldown/list.html", context)


def _listed(request, figure, year, code, on):
    people_read.current().page = readers.page_name(figure)
    found, addresses = paged(request, drilling.drill_down(figure.key, year, code, on))
    ids = {row["person"] for row in found} - {None}
    visible = Participant.objects.visible_to(request.user).filter(pk__in=ids)
    people = {person.pk: person for person in visible.for_rows()}
    return addresses | {
        "rows": [row | {"who": people.get(row["person"])} for row in found],
        "names_people": bool(ids),
    }


def _number(user, figure, year, place, on):
    """The number as this reader may see it, HIDDEN where not.

    Who may open the list of people sees every number. Others see those of stages as they are published, and of
    sessions, which are no people; of facts those that papers print. Figures that split others would tell what is
    hidden there.
    """
    if readers.sees_people(user, figure, place.code) or figure.rows is sessions:
        return registry.read([figure.key], year, place.level, on)[figure.key][place.code]
    if figure.key in evidence.SHOWN and place.level != Level.KELURAHAN:
        return evidence.numbers(year, on, now(), (figure.key,))[place.code][figure.key]
    if figure.group != Group.STAGES:
        return HIDDEN
    level = Level.KELURAHAN if place.level == Level.KELURAHAN else Level.KECAMATAN
    return published(year, counted.stage_counts(year, level, on), level)[place.code][figure.key]


def _in_words(number, unit):
    if number is HIDDEN:
        return SIGN
    if unit == Unit.PERCENT:
        return persen(number, 1000)
    return rupiah(number) if unit == Unit.RUPIAH else f"{angka(number)} {unit}"
