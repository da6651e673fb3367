"""Files with more rows than a request writes: asked for, made by a job, fetched by who asked, deleted after a week.

Who asks and who fetches leaves a row in the access log each time. A file is handed out only while each of its people
may still be taken along by that user; otherwise it is made anew from those who may.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from okoce.formats import angka, tanggal
from okoce.jobs.outbox import enqueue
from okoce.masking import blank_nik
from okoce.notifications.sending import notify
from participants.exports import actions as exports
from participants.exports.columns import PersonResource
from participants.exports.models import EXPORT, ExportFile

MAKE = "exports.make"
KEPT_FOR = kept_for.lasts("people_files")
RIGHTS_ENDED = "Peminta tidak lagi berhak mengunduh data peserta; berkasnya tidak dibuat."
IN_WORK = "Berkas ini sedang dibuat; tunggu sampai siap."
STALE = (
    "Sejak berkas ini dibuat, {} orang tidak boleh diunduh lagi: datanya dibatasi, dihapus, pindah, atau "
    "persetujuannya ditarik. Tekan Buat lagi; berkas baru memuat orang yang masih boleh."
)


def of_user(user):
    """The files of somebody that may still be fetched, the newest first."""
    return ExportFile.objects.visible_to(user).filter(requested_at__gt=now() - KEPT_FOR).listed()


@transaction.atomic
def start(people, *, by, reason, shape):
    """Ask for the rows of these people as a file. Returns the ExportFile, which a job makes.

    The same rows again, while they are still being written, are the same file. Raise `ValidationError` for nobody, and
    for more people than one file takes.
    """
    ids = exports.numbers(people, by=by)
    for file in of_user(by).filter(shape=shape, count=len(ids), ready_at=None).defer(None):
        if file.people == ids and not file.has_failed:
            return file
    exports.log(by, ids, reason=reason, what=f"berkas {shape.upper()} berisi {angka(len(ids))} orang diminta")
    file = ExportFile.objects.create(requested_by=by, reason=blank_nik(reason), shape=shape, people=ids, count=len(ids))
    return _enqueue(file, by)


@transaction.atomic
def make_again(file, *, by):
    """Have a file made anew that failed, or whose people may not all be taken along any more. Returns it.

    Raise `ValidationError` while a job is at it, and where nobody is left.
    """
    file = ExportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if not file.is_over:
        raise ValidationError(IN_WORK)
    ids = _still_offered(file)
    if not ids:
        raise ValidationError(exports.NOBODY)
    exports.log(by, ids, reason=file.reason, what=f"berkas {file.shape.upper()} {angka(len(ids))} orang diminta lagi")
    file.people, file.count, file.done, file.content, file.ready_at = ids, len(ids), 0, b"", None
    file.requested_at = now()
    file.save(update_fields=["people", "count", "done", "content", "ready_at", "requested_at"])
    return _enqueue(file, by)


def make(pk, *, is_last_try):
    """Write the content of a file; return the act that stores it, or None where it is there or was deleted.

    Raise `ValidationError` where who asked may not any more.
    """
    file = ExportFile.objects.select_related("requested_by").filter(pk=pk, ready_at=None).first()
    if file is None:
        return None
    try:
        ids = _still_offered(file)
        if not ids:
            raise ValidationError(RIGHTS_ENDED)
        resource = PersonResource(by=file.requested_by)
        table = resource.export(ids=ids, reason=file.reason, progress=lambda done: _note(pk, done))
        content = table.export(file.shape)
        file.put(content.encode() if isinstance(content, str) else content)
    except Exception:
        if is_last_try:
            _say(file, "export_failed", "Berkas gagal dibuat", "Buka halamannya untuk mencoba lagi.")
        raise

    def finish():
        written = {"content": file.content, "people": ids, "count": len(ids), "done": len(ids), "ready_at": now()}
        if ExportFile.objects.filter(pk=pk, ready_at=None).update(**written):
            until = tanggal((file.requested_at + KEPT_FOR).date())
            _say(file, "export_ready", "Berkas siap diunduh", f"Berkas dihapus sendiri sesudah {until}.")

    return finish


@transaction.atomic
def take(file, *, by):
    """Write down that a file is fetched, and return its content.

    Raise `ValidationError` where somebody in it may not be taken along any more by this user.
    """
    missing = file.count - len(_still_offered(file))
    if missing:
        raise ValidationError(STALE.format(angka(missing)))
    exports.log(
        by, file.people, reason=file.reason, what=f"berkas {file.shape.upper()} {angka(file.count)} orang diambil"
    )
    return file.opened


def forget_old(*, is_dry=False):
    """Delete files that were asked for more than a week ago. Returns how many."""
    return kept_for.delete(ExportFile.objects.filter(requested_at__lt=now() - KEPT_FOR), is_dry=is_dry)


def forget_person(person, markers):
    """settings.PERSON_ERASURES: delete the files in which somebody stands who is deleted."""
    files = ExportFile.objects.only("people")
    ExportFile.objects.filter(pk__in=[file.pk for file in files if person.pk in file.people]).delete()


def _still_offered(file):
    """The numbers of the file's people whose rows who asked may take along today, in the order of the file."""
    if not file.requested_by.has_perm(EXPORT):
        return []
    offered = set(exports.offered(file.requested_by).order_by().values_list("pk", flat=True))
    return [pk for pk in file.people if pk in offered]


def _enqueue(file, by):
    key = f"exports:{file.pk}:{file.requested_at.isoformat()}"
    file.job = enqueue(MAKE, {"file": file.pk}, key=key, by=by)
    file.save(update_fields=["job"])
    return file


def _note(pk, done):
    ExportFile.objects.filter(pk=pk).update(done=done)


def _say(file, kind, subject, text):
    notify(
        file.requested_by,
        kind,
        key=f"{kind}:{file.pk}:{file.requested_at.isoformat()}",
        subject=subject,
        body=f"Data {angka(file.count)} peserta, {file.get_shape_display()}. {text}",
        url=f"/peserta/unduh/berkas/{file.pk}/",
    )
