"""What the page of an import shows at each point of its way."""

import datetime as dt

from django.utils.text import capfirst

from okoce.formats import angka
from okoce.jobs.heartbeats import is_worker_alive
from okoce.jobs.models import Job
from participants.imports import reports as import_reports
from participants.imports.actions import imports
from participants.imports.forms import ConfirmImportForm
from participants.imports.kind_words import OF_KIND
from participants.imports.list_kinds import PROPOSED
from participants.imports.models import Import
from participants.imports.row_verdicts import HOLD, NEW, REJECT, SKIP, UPDATE

SHOWN = 100
# How a row's verdict looks and what it is called in the list of rows.
STATUS = {
    REJECT: {"look": "refused", "word": "ditolak"},
    HOLD: {"look": "waiting", "word": "ditahan"},
    UPDATE: {"look": "ready", "word": "diubah"},
    NEW: {"look": "approved", "word": "baru"},
    SKIP: {"word": "bukan data"},
}
NEW_PEOPLE = " Peserta baru menunggu pemeriksaan KTP."
# What it means to go on with a file that was uploaded before, by the state of that upload.
GOING_ON = {
    Import.State.DONE: "Baris yang sudah tertulis akan berputusan sama. Yang sejak itu berubah di portal akan tampak "
    "sebagai perubahan: bila disetujui, isi berkas ini menggantikan yang lebih baru.",
    Import.State.UNDONE: "Impor itu sudah ditarik. Melanjutkan berarti orang-orangnya bisa ditulis lagi.",
}
GOING_ON_WAITS = (
    "Berkas itu belum selesai. Bila keduanya disetujui, tidak ada orang yang tertulis dua kali; lebih mudah "
    "menyelesaikan yang itu dan menghapus yang ini."
)


def context(user, item):
    """Return what participants/imports/detail.html shows to a user."""
    kept, words = item.report, OF_KIND[item.kind]
    may_confirm = item.allows(user, imports.CONFIRM)
    is_mine = item.uploaded_by_id == user.pk
    decides = item.is_waiting and item.good_rows > 0
    job = imports.job_of(item)
    has_job_failed = bool(job) and job.state == Job.State.FAILED
    return _rows(item, kept, mends=is_mine and item.is_waiting) | {
        "item": item,
        "figures": [
            {"label": capfirst(label), "figure": item.counts[verdict]}
            for verdict, label in import_reports.VERDICTS.items()
            if item.counts.get(verdict)
        ],
        "doubts": kept["doubts"],
        "sheets": [sheet | {"counted": import_reports.counted(sheet["counts"])} for sheet in item.sheets],
        "has_failed": bool(item.failed_sealed) and is_mine,
        "form": confirm_form(item, kept) if decides and may_confirm else None,
        "proposes": decides and is_mine and not may_confirm and not item.proposed_at,
        "words": words,
        "done_text": words.done + (NEW_PEOPLE if item.is_of_people and item.counts.get(NEW) else ""),
        "discards": item.is_discardable and is_mine,
        "is_mine": is_mine,
        "chooses": item.state == item.State.COLUMNS and is_mine,
        "rest": len(item.kept["cells"]) if is_mine and _has_rest(item) else 0,
        "may_undo": may_confirm and item.may_be_undone,
        "earlier": _earlier(user, item) if item.state == item.State.KNOWN else [],
        "undone_text": _undone_text(item),
        "undone_kept": item.undone.get("kept", {}).items(),
        "error": job.error if has_job_failed else "",
        "written": _written(item) if has_job_failed and item.state == item.State.WRITING else "",
        "waits_for_worker": item.is_running and not is_worker_alive(),
        "is_refreshed": item.is_running and not has_job_failed,
    }


def confirm_form(item, kept, *data):
    """The form of an import's kept report, with a tick for each change that is shown."""
    proposed = PROPOSED.get(item.kind, ())
    return ConfirmImportForm(
        *data,
        changing=import_reports.changing(kept["rows"]),
        shown=_changes(kept["rows"], None if proposed else SHOWN),
        mended=len(kept["mended_rows"]),
        agreed=OF_KIND[item.kind].agreed,
        proposed=proposed,
    )


def counted(item, outcome):
    """What undoing an import takes back, in words."""
    parts = [(outcome["people"], OF_KIND[item.kind].new), (outcome["fields"], "perubahan")]
    return " dan ".join(f"{count} {word}" for count, word in parts if count) or "tidak ada"


def _rows(item, kept, *, mends):
    rows = [] if item.is_running else [row | STATUS.get(row["verdict"], {}) for row in kept["rows"]]
    numbers = {key: at for at, key in enumerate(item.kept.get("cells", {}), start=1)} if mends else {}
    for row in rows:
        row["number"] = numbers.get(row["key"])
    return {
        "held": [row for row in rows if row.get("changed_meanwhile")][:SHOWN],
        "troubles": [r for r in rows if r["verdict"] in (HOLD, REJECT) and not r.get("changed_meanwhile")][:SHOWN],
        "changes": _changes(rows),
        "doubtful": [row for row in rows if row["doubts"]][:SHOWN],
        "skipped": [row for row in rows if row["verdict"] == SKIP][:SHOWN],
        "mended_rows": [_mended(event, numbers) for event in kept["mended_rows"]][:SHOWN],
        "in_the_way": [row | STATUS.get(row["verdict"], {}) for row in kept["in_the_way"]][:SHOWN],
        "shown": SHOWN,
        "has_report": bool(rows) or bool(kept["mended_rows"]),
    }


def _mended(event, numbers):
    status = STATUS.get(event["verdict"], {"look": "approved", "word": import_reports.VERDICTS[event["verdict"]]})
    return event | status | {"at": dt.datetime.fromisoformat(event["at"]), "number": numbers.get(event["key"])}


def _changes(rows, most=SHOWN):
    """The rows of known people that are shown, each change with the day since when the register has its value."""
    shown = [row for row in rows if row["verdict"] == UPDATE][:most]
    for row in shown:
        for change in row["changes"]:
            change["since"] = dt.date.fromisoformat(change["day"]) if change["day"] else None
    return shown


def _has_rest(item):
    return item.state in (item.State.DONE, item.State.UNDONE) and bool(item.kept_sealed)


def _earlier(user, item):
    """Earlier uploads of the same file, each with its link where this user may open it, and what going on means."""
    found = list(Import.objects.same_as(item)[:3])
    visible = set(
        Import.objects.visible_to(user).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True)
    )
    return [
        {
            "item": each,
            "counted": import_reports.counted(each.counts),
            "is_visible": each.pk in visible,
            "means": GOING_ON.get(each.state, GOING_ON_WAITS),
        }
        for each in found
    ]


def _written(item):
    """How far a list is whose writing stopped."""
    if item.is_whole or not item.rows_done:
        return "Belum ada baris yang ditulis."
    rows = f"{angka(item.rows_done)} dari {angka(item.rows_total)} baris"
    return f"{rows} sudah selesai; yang sudah ditulis tidak ditulis dua kali."


def _undone_text(item):
    if item.state != item.State.UNDONE:
        return ""
    return f"Ditarik oleh {item.undone_by.name}: {counted(item, item.undone)}. Alasan: {item.undo_reason}"
