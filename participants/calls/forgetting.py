"""What old notices said is emptied, with what was noted of the calls; that somebody was called stays."""

from django.db import transaction

from okoce import kept_for
from okoce.clock import now
from participants.calls.models import CallResult, Notice

State = Notice.State
OVER = [State.MESSAGE, State.REACHED, State.IMPOSSIBLE, State.REPLACED]
EMPTIED = "Isi kabar ini dihapus karena sudah lebih dari satu tahun."


@transaction.atomic
def forget_old(*, is_dry=False):
    """Empty notices older than a year that are over; return how many.

    The row stays, so that nobody is notified again. One that waits for a call or an answer stays as it is.
    """
    old = Notice.objects.filter(state__in=OVER, created_at__lt=now() - kept_for.lasts("call_notices"))
    old = old.exclude(text=EMPTIED)
    if not is_dry:
        CallResult.objects.filter(notice__in=old.values("pk")).exclude(reason="").update(reason="dihapus")
    return kept_for.blank(old, {"subject": "Kabar lama", "text": EMPTIED, "url": ""}, is_dry=is_dry)
