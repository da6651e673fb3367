"""An edition that is approved is drawn at once, and everybody of its areas is notified, once."""

from django.db import transaction
from django.urls import reverse

from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import PERMISSIONS, Role
from okoce.formats import rentang
from okoce.jobs.outbox import enqueue
from okoce.notifications.sending import notify
from reports.papers.actions import runs
from reports.snapshots.actions import editions
from reports.snapshots.models import Edition
from reports.snapshots.models.editions import APPROVE, VIEW, WRITE

ANNOUNCE_JOB = "editions.announce"
MOST_LINES = 3  # of what changed, in a message


@transaction.atomic
def approve(edition, *, by, seen):
    """Approve a draft, let its papers be drawn, and enqueue the notices. Return it.

    Raise what `editions.approve` raises.
    """
    edition = editions.approve(edition, by=by, seen=seen)
    runs.start(edition.period, by=by, edition=edition)
    enqueue(ANNOUNCE_JOB, {"edition": edition.pk}, key=f"editions:{edition.pk}:announce", by=by)
    return edition


@transaction.atomic
def announce(pk):
    """Notify officials and officers of an approved edition, each once, with what changed in their area."""
    edition = Edition.objects.approved().select_related("period__programme_year").get(pk=pk)
    figures = dict(edition.snapshots.values_list("region_id", "figures"))
    for user, region in _readers(approved_by=edition.approved_by_id).items():
        notify(
            user,
            "edition_approved",
            key=f"edition:{edition.pk}:{user.pk}",
            subject=f"Laporan periode {edition.period.number} terbit ({edition.short_number})",
            body=_words(edition, figures.get(region.pk), region),
            url=reverse("reports:editions-detail", args=[edition.pk]),
        )


@transaction.atomic
def prepare_due():
    """Prepare the draft for the next meeting where none is there, and notify who works on it. Idempotent."""
    draft = editions.prepare_due()
    if draft:
        _announce_draft(draft)


def _announce_draft(edition):
    for user in _holders(WRITE, APPROVE):
        notify(
            user,
            "edition_prepared",
            key=f"edition:{edition.pk}:draft:{user.pk}",
            subject=f"Rancangan laporan periode {edition.period.number} siap diperiksa",
            body=f"Rancangan {edition.short_number} untuk rapat berikutnya memuat {len(edition.warnings)} peringatan. "
            "Periksa, tulis satu alinea bila perlu, lalu setujui.",
            url=reverse("reports:editions-detail", args=[edition.pk]),
        )


def _readers(*, approved_by):
    """{user: the widest region of theirs} of those who see editions and do not approve them."""
    roles = [role for role in Role.values if VIEW in PERMISSIONS[role] and APPROVE not in PERMISSIONS[role]]
    found = {}
    for held in _assignments(roles).exclude(user=approved_by):
        if held.user not in found or len(held.region_id) < len(found[held.user].pk):
            found[held.user] = held.region
    return found


def _holders(*permissions):
    roles = [role for role in Role.values if PERMISSIONS[role] & set(permissions)]
    return {held.user for held in _assignments(roles)}


def _assignments(roles):
    rows = RoleAssignment.objects.active().filter(role__in=roles, user__is_active=True)
    return rows.select_related("user", "region").order_by("pk")


def _words(edition, figures, region):
    period = edition.period
    said = f"Laporan dua mingguan periode {period.number} ({rentang(period.starts_on, period.ends_on)}) "
    said += f"untuk {region.name} sudah disetujui. Nomor {edition.printed_number}."
    corrected = (figures or {}).get("corrected")
    if corrected is None:
        return said
    lines = [f"{row['name']}: {row['words']}" for row in corrected["changes"][:MOST_LINES]]
    if not lines:
        return f"{said} Menggantikan {corrected['edition']}; angka {region.name} tetap."
    return f"{said} Menggantikan {corrected['edition']}. {'. '.join(lines)}."
