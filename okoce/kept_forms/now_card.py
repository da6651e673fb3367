"""What was typed before the log-in ended, on the card "Sekarang"."""

from django.urls import reverse

from okoce.accounts import browsers
from okoce.formats import tanggal
from okoce.kept_forms.models import KEPT, KeptForm
from okoce.now_card import Fact, Link, Now, Urgency


def kept_form(request):
    """Return the form this account typed last in this browser, or None: settings.NOW_SOURCES."""
    browser = browsers.of(request)
    if browser is None:
        return None
    kept_at = KeptForm.objects.of(browser.digest, request.user).values_list("kept_at", flat=True).first()
    return waiting(kept_at) if kept_at else None


def waiting(kept_at):
    return Now(
        Urgency.WAITS,
        "Isian Anda masih tersimpan",
        (Fact("hourglass", f"Disimpan sampai {tanggal(kept_at + KEPT)}", is_deadline=True),),
        Link("Lanjutkan isian", reverse("kept_forms:list")),
    )
