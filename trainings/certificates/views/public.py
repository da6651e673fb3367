"""`/sertifikat/`: anybody checks a paper by its code and reads what the paper says, and whether it still stands."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from okoce import rates
from trainings.certificates import codes
from trainings.certificates.forms import VerifyForm
from trainings.certificates.models import Certificate

RATES = {"check": "60/h/ip"}  # an office is one address; of 2^118 codes trying finds none
TOO_MANY = "Terlalu banyak kode dicek dari sambungan ini; coba satu jam lagi atau telepon kantor kecamatan."


def unlisted(view):
    """Keep the answers of a page out of search engines; no-store and the referrer policy are those of every page."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@login_not_required
@require_safe
@unlisted
def verify(request):
    """A code typed in."""
    form = VerifyForm(request.GET if "kode" in request.GET else None)
    if not form.is_valid():
        return _page(request, form)
    return _answer(request, form, form.cleaned_data["kode"])


@login_not_required
@require_safe
@unlisted
def verify_code(request, code):
    """The address that the QR code of a paper says."""
    return _answer(request, VerifyForm(initial={"kode": code}), code)


def _answer(request, form, typed):
    """One code, one answer of one shape; a number is not a code, and says nothing."""
    if not rates.is_within(request, "certificate-check", RATES["check"]):
        return _page(request, form, refusal=TOO_MANY)
    code = codes.parse(typed)
    certificate = Certificate.objects.filter(code=code).first() if code else None
    return _page(request, form, certificate=certificate, is_checked=True)


def _page(request, form, **shown):
    context = {"certificate": None, "is_checked": False, "refusal": "", "form": form, **shown}
    return render(request, "trainings/certificates/verify.html", context)
