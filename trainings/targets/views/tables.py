"""`/program/target/`: what each kecamatan is to reach, by agency, and what was there before."""

from django.contrib.auth.decorators import permission_required
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from okoce.crumbs import crumbs
from okoce.history import BASELINE
from okoce.pagination import paged
from okoce.programme import memory
from okoce.programme.models import TargetDecree
from okoce.regions import places
from trainings.targets import display
from trainings.targets.actions.writing import present
from trainings.targets.kinds import Kind
from trainings.targets.offices import offices

VIEW, CHANGE = "programme.view_target", "programme.change_target"
VIEW_OTHERS = "training_sessions.view_trainingtarget"
ABOVE = ("Target", "trainings:targets-list")


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_table(request):
    context = _chosen(request) | {"may_change": request.user.has_perm(CHANGE), "crumbs": crumbs(here="Target")}
    if year := context["year"]:
        kind, columns = context["kind"], context["kind"].columns(context["year"])
        amounts = present(kind, year, context["office"])
        used = {column for _, column in amounts}
        columns = {column: heading for column, heading in columns.items() if kind == Kind.STAGES or column in used}
        parts, total = display.table(columns, amounts, area=request.user.areas_for(VIEW))
        decrees = TargetDecree.objects.visible_to(request.user).filter(
            pk__in=kind.rows(year, context["office"].pks).values("decree")
        )
        context |= {
            "columns": list(columns.values()),
            "parts": parts,
            "sums": [part.total for part in parts],
            "total": total,
            "is_empty": not amounts,
            "decree": decrees.select_related("written_by").first(),
        }
    return render(request, "trainings/targets/list.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_history(request):
    """Each number that was written, newest first, with the one before it and the decision it stands on."""
    context = _chosen(request) | {"crumbs": crumbs(ABOVE, here="Riwayat target")}
    if year := context["year"]:
        kind, columns = context["kind"], context["kind"].columns(year)
        rows = kind.model.history.filter(programme_year=year, agency__in=context["office"].pks)
        rows = rows.exclude(history_change_reason=BASELINE).filter(request.user.areas_for(VIEW).on("kecamatan"))
        earlier = kind.model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        rows = rows.annotate(before=Subquery(earlier.order_by("-history_id").values(kind.amount)[:1]))
        rows, addresses = paged(request, kind.of_kind(rows).select_related("history_user", "decree"))
        context |= addresses | {"rows": [_change(kind, columns, row) for row in rows]}
    return render(request, "trainings/targets/history.html", context)


def address(kind, year, office, *, name="trainings:targets-list"):
    """Return the page of a table."""
    return f"{reverse(name)}?{urlencode({'tahun': year.year, 'tabel': kind.value, 'instansi': office.code})}"


def _chosen(request):
    """The table that an address names, else the newest year's people by stage of the offices of all kota."""
    years = {str(year.year): year for year in memory.years().values()}
    year = years.get(request.GET.get("tahun", "")) or memory.newest_year() or next(iter(years.values()), None)
    kinds = list(Kind) if request.user.has_perm(VIEW_OTHERS) else [Kind.STAGES]
    kind = next((kind for kind in kinds if kind == request.GET.get("tabel")), Kind.STAGES)
    known = offices()
    office = known.get(request.GET.get("instansi", "")) or next(iter(known.values()), None)
    return {
        "year": year if office else None,
        "years": sorted(years, reverse=True),
        "kind": kind,
        "kinds": kinds,
        "office": office,
        "offices": list(known.values()),
        "query": urlencode({"tahun": year.year, "tabel": kind.value, "instansi": office.code})
        if year and office
        else "",
    }


def _change(kind, columns, row):
    return {
        "at": row.history_date,
        "by": row.history_user,
        "place": places.named(row.kecamatan_id),
        "column": columns.get(kind.column_of(row), ""),
        "old": row.before,
        "new": getattr(row, kind.amount),
        "decree": row.decree,
        "why": row.history_change_reason,
    }
