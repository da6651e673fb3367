"""The first second factor of somebody with a role needs an invitation or an approval, not a password alone."""

from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.actions.accounts import check_may_manage
from okoce.accounts.models import AccessLog, SecondFactorApproval
from okoce.clock import now


@transaction.atomic
def approve_first_factor(user, *, by):
    """Let somebody with a role add their first second factor within a day.

    Raise `ValidationError` where `by` does not manage the account.
    """
    check_may_manage(user, by=by)
    SecondFactorApproval.objects.create(user=user, approved_by=by)
    access_log.record(by, AccessLog.Act.CHANGE, user, "Pengaman kedua pertama disetujui untuk 24 jam")


def needs_approval(user):
    """Whether an account holds or will hold a role, has no second factor, and nobody has approved one today."""
    if user.has_second_factor or not (user.is_superuser or user.assignments.not_ended().exists()):
        return False
    since = now() - SecondFactorApproval.LIFE
    return not SecondFactorApproval.objects.filter(user_id=user.pk, approved_at__gt=since).exists()
