"""`/laporan/terbitan/`: the editions of every fortnight, one of them, and what was learnt since."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.crumbs import crumbs
from okoce.pagination import paged
from okoce.regions import places
from participants.people.models import Participant
from participants.people.models.participants import VIEW as VIEW_PEOPLE
from participants.people.reach import Reach
from reports.editions import display
from reports.papers.actions import runs
from reports.papers.models import ReportRun
from reports.published.readers import reader_of
from reports.snapshots import changes
from reports.snapshots.actions import known
from reports.snapshots.models import Edition, Period
from reports.snapshots.models.editions import APPROVE, PREPARE, VIEW, VIEW_DRAFT, WRITE
from reports.snapshots.models.periods import CHANGE

TITLE = "Terbitan laporan"
ABOVE = [("Laporan", "reports:board"), (TITLE, "reports:editions-list")]
MOST = 200  # people on one page
LOGGED = "Perubahan sesudah terbitan laporan"


@permission_required(VIEW, raise_exception=True)
@require_safe
def list_editions(request):
    begun = Period.objects.filter(starts_on__lte=today()).select_related("programme_year")
    periods, addresses = paged(request, begun)
    found = Edition.objects.visible_to(request.user).with_period().filter(period__in=periods)
    editions = {}
    for edition in found.order_by("-number"):
        editions.setdefault(edition.period_id, []).append(edition)
    context = addresses | {
        "rows": [(period, editions.get(period.pk, [])) for period in periods],
        "sees_drafts": request.user.has_perm(VIEW_DRAFT),
        "may_prepare": request.user.has_perm(PREPARE),
        "may_change_days": request.user.has_perm(CHANGE),
        "crumbs": crumbs(ABOVE[0], here=TITLE),
    }
    return render(request, "reports/editions/list.html", context)


@permission_required(VIEW, raise_exception=True)
@require_safe
def show_edition(request, pk):
    edition, user = edition_of(request, pk), request.user
    region = _region_of(user)
    corrected = edition.snapshots.get(region=region).figures["corrected"]
    is_newest = not (edition.is_draft or edition.is_replaced)
    context = {
        "edition": edition,
        "region": region,
        "corrected": corrected,
        "replaces": _replaced_by(edition) if corrected else None,
        "facts": display.about(edition),
        "sees_drafts": user.has_perm(VIEW_DRAFT),
        "warnings": display.by_kind(edition.warnings),
        "paragraphs": [(row, edition.is_draft and row.allows(user, WRITE)) for row in _paragraphs(edition, user)],
        "may_approve": edition.is_draft and user.has_perm(APPROVE),
        "is_own": edition.prepared_by_id == user.pk,
        "may_prepare": user.has_perm(PREPARE) and (edition.is_draft or is_newest),
        "may_read_people": user.has_perm(VIEW_PEOPLE) and not edition.is_draft,
        "run": ReportRun.objects.visible_to(user).filter(edition=edition).order_by("-pk").first(),
        "may_draw": user.has_perm(runs.PERMISSION),
        "crumbs": crumbs(*ABOVE, here=str(edition)),
    }
    return render(request, "reports/editions/detail.html", context)


@permission_required((VIEW, VIEW_PEOPLE), raise_exception=True)
@require_safe
def list_changes(request, pk):
    """What is known now of the day of an edition and was not then: figure by figure, and person by person."""
    edition = edition_of(request, pk)
    region = _region_of(request.user)
    found = known.changed_since(edition.period.programme_year, on=edition.cut_off_on, known_at=edition.known_at)
    reach = Reach.of(request.user, VIEW_PEOPLE, own=False)
    people = Participant.objects.filter(reach.on(""), pk__in={each.person for each in found}).defer("nik_sealed")
    people = people.in_bulk()
    rows = [(each, people[each.person]) for each in found if each.person in people]
    stages = {row.stage: row.name for row in edition.period.programme_year.ordered_stages}
    shown = {person.pk for _, person in rows[:MOST]}
    access_log.record_many(request.user, AccessLog.Act.OPEN, Participant, sorted(shown), LOGGED)
    context = {
        "edition": edition,
        "region": region,
        "figures": display.then_and_now(edition, region, reader=reader_of(request.user)),
        "rows": [(each, person, stages[each.stage], changes.WHY[each.why]) for each, person in rows[:MOST]],
        "total": len(rows),
        "most": MOST,
        "crumbs": crumbs(*ABOVE, (str(edition), "reports:editions-detail", edition.pk), here="Sesudah terbit"),
    }
    return render(request, "reports/editions/changes.html", context)


@require_POST
@permission_required(runs.PERMISSION, raise_exception=True)
def draw_files(request, pk):
    edition = edition_of(request, pk)
    with refusals.as_message(request):
        run = runs.start(edition.period, by=request.user, edition=edition)
        return redirect("reports:runs-detail", pk=run.pk)
    return redirect("reports:editions-detail", pk=pk)


def edition_of(request, pk):
    visible = Edition.objects.visible_to(request.user).with_period().select_related("period__programme_year")
    return get_object_or_404(visible, pk=pk)


def _region_of(user):
    """The widest region of a reader, whose lines a page shows."""
    return places.region(min(user.areas_for(VIEW).codes, key=lambda code: (len(code), code)))


def _replaced_by(edition):
    """The approved edition that this one corrects."""
    earlier = Edition.objects.approved().filter(period=edition.period_id, number__lt=edition.number)
    return earlier.order_by("-number").first()


def _paragraphs(edition, user):
    """What is written, and what this reader may still write."""
    rows = edition.paragraphs.select_related("region", "written_by")
    return [row for row in rows if row.text or (edition.is_draft and row.allows(user, WRITE))]
