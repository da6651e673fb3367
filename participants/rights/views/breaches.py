"""The breach tool: an account and a period, answered from the access log alone."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from participants.rights import breaches
from participants.rights.forms import BreachForm
from participants.rights.models import TRACE
from participants.rights.views.desk import HERE

TITLE = "Telusur kebocoran"


@permission_required(TRACE, raise_exception=True)
def trace_breach(request):
    """The answer comes with the POST itself: an account's address stands in no address."""
    form = BreachForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "title": TITLE, "crumbs": crumbs(HERE, here=TITLE)}
    if form.is_valid():
        account = form.cleaned_data["login"]
        period = {name: form.cleaned_data[name] for name in ("first_on", "last_on")}
        access_log.record(request.user, AccessLog.Act.OPEN, account, TITLE)
        found = breaches.trace(account, **period)
        context |= {"account": account, "found": found, "shown": breaches.SHOWN}
        context["notice"] = breaches.notice(found, **period) if found.count else ""
    return render(request, "participants/rights/breach.html", context)
