"""Files, previews and rows of lists are forgotten once they are old; a dry run only counts them."""

from django.db import transaction
from django.db.models import Q

from okoce import kept_for
from okoce.clock import now
from participants.imports.models import UNDECIDED, Import, WrittenBatch

UNDECIDED_FOR, REPORTS_FOR = kept_for.lasts("undecided_imports"), kept_for.lasts("import_reports")


@transaction.atomic
def forget_undecided(*, is_dry=False):
    """Empty files nobody decided on within a day, and forget the failed rows of others.

    Rows that were left of a written file are kept as long as its report, also once they are taken up.
    """
    day, month = now() - UNDECIDED_FOR, now() - REPORTS_FOR
    is_old = Q(rest_of=None, uploaded_at__lt=day) | Q(uploaded_at__lt=month)
    undecided = Import.objects.filter(is_old, state__in=UNDECIDED)
    emptied = dict.fromkeys(["content_sealed", "report_sealed", "kept_sealed", "failed_sealed"], b"")
    forgotten = kept_for.blank(undecided, emptied | {"state": Import.State.FORGOTTEN}, is_dry=is_dry)
    decided = Import.objects.filter(uploaded_at__lt=day, rest_of=None).exclude(state__in=UNDECIDED)
    return forgotten + kept_for.blank(decided.exclude(failed_sealed=b""), {"failed_sealed": b""}, is_dry=is_dry)


def forget_reports(*, is_dry=False):
    """Empty the reports of files older than a month, and the rows that were left of them."""
    old = Import.objects.filter(uploaded_at__lt=now() - REPORTS_FOR)
    old = old.exclude(state__in=[Import.State.WRITING, Import.State.UNDOING, *UNDECIDED])
    kept = old.exclude(report_sealed=b"", kept_sealed=b"", failed_sealed=b"")
    return kept_for.blank(kept, dict.fromkeys(["report_sealed", "kept_sealed", "failed_sealed"], b""), is_dry=is_dry)


def forget_batches(*, is_dry=False):
    """Delete what was kept to take an import back."""
    over = {"item__finished_at__lt": now() - kept_for.lasts("import_batches")}
    ended = WrittenBatch.objects.filter(**over, item__state__in=[Import.State.DONE, Import.State.UNDONE])
    return kept_for.delete(ended, is_dry=is_dry)
