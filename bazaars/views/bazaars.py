"""The calendar of bazaars, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render

from bazaars.forms.bazaars import BazaarFilterForm
from bazaars.models import Bazaar, ClosedList, StallApplication, StallSale
from okoce.crumbs import crumbs
from okoce.no_store import visitors_may_keep

CALENDAR = ("Bazar", "bazaars:bazaars-list")
LISTED = 60


@login_not_required
@visitors_may_keep
def list_bazaars(request):
    form = BazaarFilterForm(request.GET)
    bazaars = Bazaar.objects.coming()
    if form.chosen:
        bazaars = bazaars.filter(kecamatan=form.chosen)
    context = {"bazaars": bazaars[:LISTED], "form": form, "is_filtered": bool(form.chosen)}
    return render(request, "bazaars/bazaars/list.html", context)


@login_not_required
@visitors_may_keep
def show_bazaar(request, pk):
    bazaar = get_object_or_404(Bazaar.objects.published(), pk=pk)
    unchecked = 0
    if request.user.is_authenticated:
        unchecked = StallSale.objects.visible_to(request.user).filter(bazaar=bazaar).awaiting_check().count()
    context = {
        "bazaar": bazaar,
        "crumbs": crumbs(CALENDAR, here=bazaar.name),
        "unchecked": unchecked,
        "closed": ClosedList.objects.filter(bazaar=bazaar).first(),
        "is_drawn": bazaar.draws.exists(),
        "mine": StallApplication.objects.owned_by(request.user).standing().filter(bazaar=bazaar),
        "manages": bazaar.allows(request.user, "bazaars.view_stallapplication"),
    }
    return render(request, "bazaars/bazaars/detail.html", context)
