"""Which codes were asked for in this browser, and which of them was typed: kept in its session."""

from okoce.accounts.models import AddressCode

_ASKED, _TYPED, _CHOSEN, _NEXT = "codes_asked", "code_typed", "code_chosen", "code_next"
MOST = 3  # requests whose codes are known as earlier ones


def remember(request, row):
    """Note a new request; the codes of those before are earlier ones."""
    asked = request.session.get(_ASKED, {})
    asked[row.purpose] = [*asked.get(row.purpose, []), row.pk][-MOST:]
    request.session[_ASKED] = asked
    for key in (_TYPED, _CHOSEN):
        request.session.pop(key, None)


def rows(request, purpose):
    """Return the keys of what was asked for in this browser, the newest last; empty for another browser."""
    return request.session.get(_ASKED, {}).get(purpose, [])


def note_typed(request, row):
    request.session[_TYPED] = row.pk


def typed(request, purpose):
    """Return the row whose code was typed in this browser and that still waits to be finished; None without one."""
    pk = request.session.get(_TYPED)
    return AddressCode.objects.filter(pk=pk, purpose=purpose, used_at__isnull=False, finished_at=None).first()


def note_chosen(request, user):
    request.session[_CHOSEN] = user.pk


def chosen(request, accounts):
    """Return the account chosen in this browser, among those that the code opens; None without one."""
    return next((user for user in accounts if user.pk == request.session.get(_CHOSEN)), None)


def note_next(request, url):
    if url:
        request.session[_NEXT] = url


def forget(request):
    """Forget everything, and return where the browser wanted to go."""
    for key in (_ASKED, _TYPED, _CHOSEN):
        request.session.pop(key, None)
    return request.session.pop(_NEXT, None)
