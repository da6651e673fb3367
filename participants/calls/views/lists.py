"""`/peserta/telepon/`: whom no message reaches, by event, to be called from the list itself."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from okoce.crumbs import crumbs
from okoce.pagination import SIZE, paged
from okoce.regions import places
from participants.calls import display, queries
from participants.calls.forms import KecamatanForm
from participants.calls.models import CallResult, Notice, Topic
from participants.calls.models.notices import CALL, VIEW
from participants.calls.queries import Part
from participants.calls.views.revealed import revealed
from participants.people.forms import SearchForm
from participants.people.models import Participant

TITLE = "Perlu ditelepon"
LIST = (TITLE, "participants:calls-list")


@permission_required(CALL, raise_exception=True)
@require_safe
def overview(request):
    """Events with people to call; for who works in more than one kecamatan also by kecamatan."""
    area = request.user.areas_for(CALL)
    form = KecamatanForm(request.GET, area=area)
    part = _part(request)
    notices = queries.of_part(request.user, part)
    kecamatan = queries.by_kecamatan(notices)
    if form.chosen:
        notices = notices.filter(participant__kecamatan=form.chosen)
    shown = Paginator(queries.by_topic(notices), SIZE).get_page(request.GET.get("halaman"))
    context = {
        "title": TITLE,
        "topics": [row | {"when": display.deadline(row["until"], row["oldest"])} for row in shown.object_list],
        "part": part,
        "parts": _parts(queries.counts(request.user), part),
        "kecamatan": _named(kecamatan) if len(places.kecamatan(area)) > 1 else [],
        "chosen": form.chosen,
        "form": form,
        "search": SearchForm(),
        "previous_url": _page_url(request, shown.previous_page_number()) if shown.has_previous() else "",
        "next_url": _page_url(request, shown.next_page_number()) if shown.has_next() else "",
        "crumbs": crumbs(*_above(request.user), here=TITLE),
    }
    return render(request, "participants/calls/list.html", context)


@permission_required(CALL, raise_exception=True)
@require_safe
def show_topic(request, pk):
    """The people of one event on somebody's list: the text once, then each with number and result."""
    topic = _topic(Notice.objects.callable_by(request.user), pk)
    part = _part(request)
    notices = queries.of_part(request.user, part).filter(topic=topic)
    rows, addresses = paged(request, notices.select_related("participant", "topic"))
    last = CallResult.objects.standing().filter(made_by=request.user, notice__topic=topic)
    context = addresses | {
        "topic": topic,
        "title": topic.label,
        "rows": display.rows(rows, revealed=revealed(request)),
        "script": _common_text(rows),
        "part": part,
        "parts": _parts(queries.counts(request.user, topic=topic), part),
        "last": last.select_related("notice__participant").first(),
        "crumbs": crumbs(*_above(request.user), LIST, here=topic.label),
    }
    return render(request, "participants/calls/topic.html", context)


@permission_required(CALL, raise_exception=True)
@require_POST
def search(request):
    """The answer comes with the POST itself: what was typed never stands in an address."""
    form = SearchForm(request.POST)
    found = []
    if form.is_valid():
        people = form.find(Participant.objects.supervised_by(request.user, CALL)).values("pk")
        notices = Notice.objects.callable_by(request.user).filter(participant__in=people)
        notices = notices.exclude(state__in=[Notice.State.MESSAGE, Notice.State.REPLACED])
        found = notices.select_related("participant", "topic").order_by("-pk")[:SIZE]
    context = {
        "rows": display.rows(found, revealed=revealed(request)),
        "search": form,
        "title": "Hasil pencarian",
        "crumbs": crumbs(*_above(request.user), LIST, here="Hasil pencarian"),
    }
    return render(request, "participants/calls/search.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_event(request, pk):
    """For the host: who was to be notified of this event, and who was; no numbers."""
    topic = _topic(Notice.objects.visible_to(request.user), pk)
    visible = Notice.objects.visible_to(request.user).filter(topic=topic).exclude(state=Notice.State.REPLACED)
    rows, addresses = paged(request, visible.select_related("participant", "message"))
    counts = queries.event_counts(topic)
    context = addresses | {
        "topic": topic,
        "title": topic.label,
        "notices": rows,
        "counts": counts,
        "kecamatan": _named(queries.event_kecamatan(topic)),
        "calls": Notice.objects.on_list_of(request.user).to_call().filter(topic=topic).exists(),
        "crumbs": crumbs((topic.label, topic.url), here="Siapa yang sudah dikabari"),
    }
    return render(request, "participants/calls/event.html", context)


def _above(user):
    """The page of somebody's work: a mentor's, or an officer's."""
    if user.has_perm("people.change_participant"):
        return [("Tugas", "participants:worklists-list")]
    return [("Pendampingan", "participants:mentoring-list")]


def _topic(notices, pk):
    topic = get_object_or_404(Topic, pk=pk)
    if not notices.filter(topic=topic).exists():
        raise Http404
    return topic


def _part(request):
    asked = request.GET.get("isi", Part.TO_CALL)
    return Part(asked) if asked in Part.values else Part.TO_CALL


def _parts(counts, current):
    """Tabs; parts without anybody are left out, but not the first and the current one."""
    return [
        {"label": part.label, "people": people, "url": f"?isi={part}", "current": part == current}
        for part, people in counts
        if people or part in (Part.TO_CALL, current)
    ]


def _common_text(notices):
    """The text that all of these share; empty where it differs."""
    texts = {notice.text for notice in notices}
    return texts.pop() if len(texts) == 1 else ""


def _named(groups):
    return [group | {"name": places.named(group["participant__kecamatan"])} for group in groups]


def _page_url(request, number):
    kept = {name: value for name, value in request.GET.items() if name != "halaman"}
    return f"{reverse('participants:calls-list')}?{urlencode(kept | {'halaman': number})}"
