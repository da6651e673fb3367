"""The board of officials: how far each area is, where it stands back, and each picture as a file."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from okoce import sheets_out
from okoce.programme import memory
from okoce.regions import places
from okoce.regions.levels import JAKARTA
from reports.board import states, tables
from reports.board.contents import PICTURES, contents
from reports.board.figures import Figures
from reports.figures import counted, kept_parts
from reports.published.readers import reader_of

VIEW = "figures.view_figures"


@permission_required(VIEW, raise_exception=True)
@require_safe
def board(request):
    year = memory.newest_year()
    if year is None or not year.ordered_stages:
        return render(request, "reports/board/none.html")
    state, reader = _state(request, year), reader_of(request.user)
    context = {
        "state": state,
        "year": year,
        "newest_day": states.newest_day(year),
        "kota": [(place, places.parts_of(place.code)) for place in places.kota()],
        "province": places.region(JAKARTA),
        "content": _content(state, reader),
        "may_read_meetings": request.user.has_perm("meetings.view_meeting"),
        "may_read_reports": request.user.has_perm("papers.view_reportrun"),
    }
    return render(request, "reports/board/page.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def picture(request, name):
    """One picture of a board as SVG."""
    state, figures = _asked(request)
    drawn = PICTURES[name](state, figures)
    response = HttpResponse(render_to_string(drawn.template, {"chart": drawn}), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(name, state)}.svg"'
    return response


@permission_required(VIEW, raise_exception=True)
@require_safe
def numbers(request, name):
    """The numbers of a picture as CSV."""
    state, figures = _asked(request)
    table = tables.table(name, state, figures)
    return sheets_out.answer(table, name=_file_name(name, state), kind=sheets_out.CSV)


def _asked(request):
    """Return (State, Figures) of the address of a picture."""
    year = memory.newest_year()
    if year is None or not year.ordered_stages:
        raise Http404
    state = _state(request, year)
    return state, Figures(state, reader_of(request.user))


def _file_name(name, state):
    words = {"map": "peta", "funnel": "corong", "trend": "tren"}
    return f"{words[name]}-{state.stage}-{state.area}-{state.day:%Y-%m-%d}"


def _state(request, year):
    own = sorted(request.user.areas_for(VIEW).codes)
    return states.read(request.GET, year, own=own[0] if len(own) == 1 else JAKARTA)


def _content(state, reader):
    """Return the board as it is drawn; a whole meeting opens the same one."""

    def draw():
        return render_to_string("reports/board/content.html", contents(state, Figures(state, reader)))

    name = f"board {state.query} {sorted(reader.area.codes)}"
    return kept_parts.kept(name, counted.EVERYWHERE, state.year, draw)
