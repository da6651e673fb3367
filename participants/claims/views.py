"""`/daftar/klaim/`: from a registration number to a log-in. Every answer is the same for every number."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from okoce import rates, refusals
from okoce.accounts.one_time_codes import ELSEWHERE
from participants.claims import actions as claims
from participants.claims.forms import AskForm, CodeForm

RATES = {"claim": "20/h/ip,5/h/key", "code": "40/h/ip"}
TOO_MANY = "Terlalu banyak percobaan; tunggu satu jam, atau datang ke meja kecamatan dengan KTP."
_ASKED = "claim_asked"


@login_not_required
@sensitive_post_parameters()
def ask(request):
    form = AskForm(request.POST or None)
    if form.is_valid():
        number, birth_on = form.cleaned_data["number"], form.cleaned_data["birth_on"]
        if rates.is_within(request, "claim", RATES["claim"], key=number):
            request.session[_ASKED] = claims.request_code(number, birth_on).pk
            return redirect("participants:claims-code")
        form.add_error(None, TOO_MANY)
    return render(request, "participants/claims/ask.html", {"form": form})


@login_not_required
@sensitive_post_parameters()
def code(request):
    if _ASKED not in request.session:
        messages.warning(request, ELSEWHERE)
        return redirect("participants:claims-ask")
    user = request.user if request.user.is_authenticated else None
    form = CodeForm(request.POST or None, has_account=user is not None)
    if form.is_valid():
        if not rates.is_within(request, "code", RATES["code"]):
            form.add_error(None, TOO_MANY)
        else:
            with refusals.at_form(form, "code"):
                account = claims.redeem(
                    request.session[_ASKED],
                    form.cleaned_data["code"],
                    password=form.cleaned_data.get("password"),
                    user=user,
                )
                del request.session[_ASKED]
                return _welcome(request, account, is_mine=user is not None)
    return render(request, "participants/claims/code.html", {"form": form, "has_account": user is not None})


def _welcome(request, account, *, is_mine):
    if is_mine:
        messages.success(request, "Pendaftaran itu kini ada di akun Anda.")
        return redirect("/perjalanan/")
    messages.success(request, "Akun siap. Masuk dengan nomor pendaftaran dan kata sandi yang baru Anda buat.")
    return redirect("account_login")
