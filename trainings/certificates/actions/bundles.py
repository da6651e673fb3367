"""All papers of a session in one file: drawn at once when they are few, else by a job; kept for a week."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from trainings.certificates import documents
from trainings.certificates.models import Bundle

DRAWN_AT_ONCE = 20
KEPT_FOR = kept_for.lasts("certificate_files")


@transaction.atomic
def start(session, certificates, *, by):
    """Have the papers of a session drawn by a job; the same papers again are the same file. Returns the Bundle.

    Raise `ValidationError` where there is nothing to draw.
    """
    if not certificates:
        raise ValidationError("Belum ada sertifikat yang berlaku dari sesi ini; terbitkan dulu.")
    bundle, _ = Bundle.objects.defer("content").get_or_create(
        session=session,
        fingerprint=documents.fingerprint(certificates),
        defaults={"papers": len(certificates), "requested_by": by},
    )
    if bundle.job_id is None:
        bundle.job = enqueue("certificates.draw", {"bundle": bundle.pk}, key=f"certificates:{bundle.pk}", by=by)
        bundle.save(update_fields=["job"])
    elif bundle.job.state == Job.State.FAILED:
        restart(bundle.job)
    return bundle


def draw(pk):
    """Draw the file of a bundle; return the act that stores it, or None where nothing is left to draw."""
    bundle = Bundle.objects.filter(pk=pk, ready_at=None).select_related("session").first()
    certificates = documents.in_order(bundle.session.certificates) if bundle else []
    if not certificates:
        return None
    content, drawn_from = documents.of_session(certificates, bundle.session), documents.fingerprint(certificates)

    def finish():
        """A paper revoked or issued meanwhile makes another file: this one is named by what is in it."""
        Bundle.objects.filter(session=bundle.session, fingerprint=drawn_from).exclude(pk=pk).delete()
        Bundle.objects.filter(pk=pk, ready_at=None).update(
            content=content, fingerprint=drawn_from, papers=len(certificates), ready_at=now()
        )

    return finish


def forget_old(*, is_dry=False):
    """Delete files that were asked for more than a week ago; they can be drawn again. Returns how many rows."""
    return kept_for.delete(Bundle.objects.filter(requested_at__lt=now() - KEPT_FOR), is_dry=is_dry)
