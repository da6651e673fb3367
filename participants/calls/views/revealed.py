"""Which numbers a browser was shown a moment ago: kept in its session, so that a reload does not ask again."""

from datetime import datetime, timedelta

from okoce.clock import now

KEY = "revealed_calls"
SHOWN_FOR = timedelta(minutes=15)
MOST = 50


def reveal_to(request, notice):
    """Show the number of a notice in this session for a quarter of an hour. The caller wrote it in the access log."""
    kept = {pk: at for pk, at in request.session.get(KEY, {}).items() if _is_fresh(at)}
    kept = dict(list(kept.items())[-MOST:])
    request.session[KEY] = kept | {str(notice.pk): now().isoformat()}


def revealed(request):
    """Ids of the notices whose number is shown now."""
    return {int(pk) for pk, at in request.session.get(KEY, {}).items() if _is_fresh(at)}


def _is_fresh(at):
    shown_at = datetime.fromisoformat(at)
    return shown_at <= now() < shown_at + SHOWN_FOR
