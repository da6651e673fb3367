"""Logging in and a new password by a code. Every page looks alike whatever was typed."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from okoce import rates, refusals
from okoce.accounts import asked_codes
from okoce.accounts.actions import codes
from okoce.accounts.forms import AddressForm, CodeForm, NewPasswordForm, RecoverForm
from okoce.accounts.models import AddressCode
from okoce.accounts.one_time_codes import ELSEWHERE

For = AddressCode.For
RATES = {"ask": "60/h/ip,5/h/key", "code": "120/h/ip"}
TOO_MANY = "Terlalu banyak permintaan kode; tunggu satu jam, atau datang ke meja kecamatan dengan KTP."
OWN_ACCOUNT = (
    "Akun untuk alamat ini dibuka, dan belum berisi pendaftaran. Pendaftaran yang memakai alamat ini dapat "
    "dihubungkan di meja kecamatan dengan KTP."
)
WAYS = {
    For.LOGIN: ("account_request_login_code", "account_confirm_login_code", "account_choose"),
    For.RECOVERY: ("account_reset_password", "account_confirm_password_reset_code", "account_choose_to_recover"),
}


@login_not_required
@sensitive_post_parameters()
def ask_to_log_in(request):
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not settings.ACCOUNT_LOGIN_BY_CODE_ENABLED:
        raise Http404
    form = AddressForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    wanted = wanted if get_adapter().is_safe_url(wanted) else ""
    if form.is_valid():
        asked_codes.note_next(request, wanted)
        if ask(request, form, "address", For.LOGIN):
            return redirect("account_confirm_login_code")
    return render(request, "accounts/codes/ask.html", {"form": form, "next": wanted})


@login_not_required
@sensitive_post_parameters()
def ask_to_recover(request):
    form = RecoverForm(request.POST or None)
    if form.is_valid() and ask(request, form, "login", For.RECOVERY):
        return redirect("account_confirm_password_reset_code")
    return render(request, "account/password_reset.html", {"form": form})


def ask(request, form, field, purpose, *, user=None):
    """Ask for a code to what a form holds; return whether that is within the limits, which the form says otherwise."""
    typed = form.cleaned_data[field]
    if not rates.is_within(request, f"ask_{purpose}", RATES["ask"], key=typed.strip().lower()):
        form.add_error(None, TOO_MANY)
        return False
    asked_codes.remember(request, codes.request_code(purpose, typed, user=user))
    return True


@login_not_required
@sensitive_post_parameters()
def confirm(request, purpose):
    """The code was sent, if there is somebody to send it to."""
    start, _, choice = WAYS[purpose]
    rows = asked_codes.rows(request, purpose)
    if not rows:
        messages.warning(request, ELSEWHERE)
        return redirect(start)
    form = CodeForm(request.POST or None)
    if form.is_valid() and (row := typed_code(request, form, rows)):
        accounts = codes.accounts_for(row)
        if len(accounts) > 1:
            return redirect(choice)
        return _go_on(request, row, accounts[0] if accounts else None)
    return render(request, "accounts/codes/confirm.html", {"form": form, "start": start, "purpose": purpose})


def typed_code(request, form, rows):
    """Return the row whose code a form holds, noted in the session; None with the reason at the form."""
    if not rates.is_within(request, "address_code", RATES["code"]):
        form.add_error(None, TOO_MANY)
        return None
    with refusals.at_form(form, "code"):
        row = codes.redeem(rows, form.cleaned_data["code"])
        asked_codes.note_typed(request, row)
        return row
    return None


@login_not_required
def choose(request, purpose):
    """Several people prove the same phone: each chooses their own account, whose names are shown only now."""
    row = asked_codes.typed(request, purpose)
    if row is None:
        messages.warning(request, ELSEWHERE)
        return redirect(WAYS[purpose][0])
    accounts = {_sign(row, user): user for user in codes.accounts_for(row)}
    if request.method == "POST" and (user := accounts.get(request.POST.get("account"))):
        return _go_on(request, row, user)
    return render(request, "accounts/codes/choose.html", {"accounts": accounts.items(), "start": WAYS[purpose][0]})


@login_not_required
@sensitive_post_parameters()
def new_password(request):
    row = asked_codes.typed(request, For.RECOVERY)
    user = row and asked_codes.chosen(request, codes.accounts_for(row))
    if not user:
        messages.warning(request, ELSEWHERE)
        return redirect("account_reset_password")
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        with refusals.at_form(form, "password"):
            codes.replace_password(row, user, form.cleaned_data["password"])
            asked_codes.forget(request)
            messages.success(request, "Kata sandi diganti. Masuk dengan kata sandi yang baru.")
            return redirect("account_login")
    return render(request, "accounts/codes/password.html", {"form": form})


def _go_on(request, row, user):
    """With the account of a typed code, or with none: log in, or choose a password."""
    if row.purpose == For.RECOVERY and user:
        asked_codes.note_chosen(request, user)
        return redirect("account_complete_password_reset")
    with refusals.as_message(request):
        return log_in(request, row, user)
    return redirect(WAYS[row.purpose][0])


def log_in(request, row, user, *, name=None, to=None):
    """Log in with the account of a typed code, or with a new one of the address's own; a second factor is asked too."""
    if user:
        codes.finish(row)
    else:
        user = codes.open_own_account(row, name=name)
        if name is None:
            messages.info(request, OWN_ACCOUNT)
    wanted = asked_codes.forget(request)
    return perform_login(request, user, redirect_url=to or wanted)


def _sign(row, user):
    return signing.Signer(salt="okoce.accounts.choice").sign(f"{row.pk}:{user.pk}")
