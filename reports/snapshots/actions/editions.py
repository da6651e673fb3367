"""Editions of a fortnight: prepared as a draft, written in, approved by a second person, corrected by a later one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import WIB, now, today
from okoce.masking import blank_nik
from okoce.programme.models import TargetDecree
from okoce.regions.levels import Level
from okoce.regions.models import Region
from okoce.versions import changes
from participants.journey.actions.tallies import hold_tallies
from reports.snapshots import warnings
from reports.snapshots.actions import basis, freezing, snapshots
from reports.snapshots.models import Edition, Paragraph, Period, Snapshot
from reports.snapshots.models.editions import APPROVE, PREPARE, VIEW_DRAFT, WRITE

EVENING = 18  # the hour from which the draft for tomorrow's meeting is prepared
NOT_BEGUN = "Periode ini belum dimulai; pilih periode yang sudah berjalan."
NOTHING_CHANGED = "Sejak terbitan {} tidak ada angka yang berubah; koreksi tidak perlu."
APPROVED = "Terbitan ini sudah disetujui; isinya tidak diubah lagi. Siapkan koreksi."
TWO_PEOPLE = "Yang menyiapkan tidak menyetujui: minta rekan Anda di Dinas menyetujui terbitan ini."
FROZEN_ANEW = "Rancangan ini sudah dibekukan ulang sejak halaman dibuka; periksa lagi, lalu setujui."


@transaction.atomic
def prepare(period, *, by=None, known_at=None):
    """Freeze the figures of a fortnight as a draft, or freeze its draft anew; return the edition.

    After an approved one it is a correction. The schedule (`by` None) leaves any edition as it is. `known_at`: for an
    invented past, the instant whose knowledge counts. Raise `PermissionDenied` for who may not prepare;
    `ValidationError` for a period to come, and where nothing changed since the approved one.
    """
    if by is not None and not by.has_perm(PREPARE):
        raise PermissionDenied
    period = _held(period)
    if period.starts_on > today():
        raise ValidationError(NOT_BEGUN)
    # Locked, so that an approval under way ends first: an approved edition is not frozen anew.
    last = period.editions.select_for_update(of=("self",)).order_by("-number").first()
    if by is None and last and not known_at:
        return last
    corrected = period.editions.approved().order_by("-number").first()
    frozen = _freeze(period, corrected, known_at)
    if corrected and _without_corrections(frozen.figures) == _without_corrections(frozen.corrected.figures):
        raise ValidationError(NOTHING_CHANGED.format(corrected.short_number))
    return _store(_draft(period, last), frozen, by=by)


@transaction.atomic
def prepare_due():
    """Prepare the draft for the meeting of tomorrow from the evening on, or of the last one where none is there yet.

    Return it; None where an edition is there. Idempotent.
    """
    until = today() + timedelta(days=now().astimezone(WIB).hour >= EVENING)
    due = Period.objects.filter(meeting_on__lte=until).order_by("-meeting_on", "-number").first()
    if due is None:
        return None
    period = _held(due)
    if period.editions.exists():
        return None
    return _store(_draft(period, None), _freeze(period, None, None), by=None)


@transaction.atomic
def write(paragraph, values, *, by, version=None):
    """Write what Dinas or Sudin says of a draft; return the paragraph.

    Raise `PermissionDenied` outside their area; `ValidationError` once it was approved, and `Changed` where another
    person wrote meanwhile.
    """
    edition = _locked(paragraph.edition)
    if not edition.is_draft:
        raise ValidationError(APPROVED)
    paragraph = Paragraph.objects.select_for_update(of=("self",)).get(pk=paragraph.pk)
    if not paragraph.allows(by, WRITE):
        raise PermissionDenied
    found = changes(paragraph, {"text": blank_nik(values["text"].strip())}, version)
    if found:
        paragraph.text, paragraph.written_by, paragraph.written_at = found["text"], by, now()
        paragraph.save()
    return paragraph


@transaction.atomic
def approve(edition, *, by, seen, at=None):
    """Approve a draft as second person; from now on nothing of it changes. Return it.

    `seen`: the SHA-256 that stood on the page. Raise `PermissionDenied` for who may not; `ValidationError` for who
    prepared it, when it was approved before, and where it was frozen anew meanwhile.
    """
    if not by.has_perm(APPROVE):
        raise PermissionDenied
    edition = _locked(edition)
    if not edition.is_draft:
        raise ValidationError(APPROVED)
    if edition.prepared_by_id == by.pk:
        raise ValidationError(TWO_PEOPLE)
    if edition.sha256 != seen:
        raise ValidationError(FROZEN_ANEW)
    edition.state, edition.approved_by, edition.approved_name = Edition.State.APPROVED, by, by.get_full_name()
    edition.approved_at = at or now()
    edition.save()
    return edition


@transaction.atomic
def discard(edition, *, by):
    """Delete a draft. Raise `PermissionDenied` for who may not prepare, `ValidationError` once it was approved."""
    if not by.has_perm(PREPARE):
        raise PermissionDenied
    edition = _locked(edition)
    if not edition.is_draft:
        raise ValidationError(APPROVED)
    edition.snapshots.all().delete()
    edition.delete()


def frozen(period, regions, *, by, edition=None):
    """Return {region code: Snapshot} to draw papers from: of an edition, else of the newest that `by` may see.

    Approved ones come first; between editions the figures of now are frozen. The schedule is None.
    """
    edition = edition or _newest(period, by)
    if edition is None:
        return snapshots.take(period, regions)
    rows = edition.snapshots.filter(region__in=[region.pk for region in regions])
    rows = rows.select_related("region", "edition__period__programme_year").defer("figures")
    return {row.region_id: row for row in rows.prefetch_related("edition__paragraphs")}


def _held(period):
    rows = Period.objects.select_for_update(of=("self",), no_key=True).select_related("programme_year")
    return rows.get(pk=period.pk)


def _locked(edition):
    return Edition.objects.select_for_update(of=("self",)).select_related("period__programme_year").get(pk=edition.pk)


def _newest(period, by):
    seen = period.editions.all() if by is None or by.has_perm(VIEW_DRAFT) else period.editions.approved()
    return seen.order_by("state", "-number").first()  # "approved" stands before "draft"


def _draft(period, last):
    """The draft that is there, emptied, or a new one with the next number."""
    if last and last.is_draft:
        last.snapshots.all().delete()
        last.period = period
        return last
    return Edition(period=period, number=last.number + 1 if last else 1)


@dataclass(frozen=True)
class _Frozen:
    """Figures of all areas, and what they were compared with."""

    figures: dict
    on: date
    known_at: datetime
    reported: freezing.Earlier
    corrected: freezing.Earlier


def _freeze(period, corrected, known_at):
    """Read the figures of a locked period; `corrected` is the approved edition before, if any."""
    on, then = min(period.ends_on, today()), known_at is not None
    until, regions = known_at, freezing.regions()
    if not then:
        hold_tallies()  # what was known before this instant is counted, or comes later
    known_at = known_at or now()
    earlier = snapshots.earlier(corrected, until=until) if corrected else freezing.NOTHING
    reported = snapshots.last_reported(period, regions, until=until)
    figures = freezing.figures_of(
        period, regions, on=on, known_at=known_at, reported=reported, corrected=earlier, then=then
    )
    return _Frozen(figures, on, known_at, reported, earlier)


def _store(edition, frozen, *, by):
    """Write a draft with its areas and paragraphs; return it."""
    year = edition.period.programme_year
    edition.cut_off_on, edition.known_at = frozen.on, frozen.known_at
    edition.prepared_by, edition.prepared_at = by, frozen.known_at
    edition.versions = basis.versions_of(year)
    decrees = TargetDecree.objects.filter(programme_year=year.pk).order_by("pk")
    wrong = decrees.values_list("number", "signed_on", "added_up")
    edition.warnings = warnings.of_edition(frozen.figures, frozen.reported.figures, wrong)
    prints = {code: snapshots.fingerprint(figures) for code, figures in frozen.figures.items()}
    edition.sha256 = basis.sha256_of(edition, prints)
    edition.save()
    Snapshot.objects.bulk_create(
        Snapshot(
            period=edition.period,
            region_id=code,
            edition=edition,
            cut_off_on=edition.cut_off_on,
            known_at=edition.known_at,
            rule_version=edition.versions["figures"],
            figures=figures,
            fingerprint=prints[code],
        )
        for code, figures in frozen.figures.items()
    )
    offices = Region.objects.filter(level__in=[Level.PROVINCE, Level.KOTA]).order_by("code")
    texts = [Paragraph(edition=edition, region=region) for region in offices]
    Paragraph.objects.bulk_create(texts, ignore_conflicts=True)  # those of a draft that is frozen anew stay
    return edition


def _without_corrections(figures):
    return {code: {key: value for key, value in of.items() if key != "corrected"} for code, of in figures.items()}
