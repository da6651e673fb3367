"""The addresses somebody enters their own account by: added by a code, taken off by a press."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from okoce import refusals
from okoce.accounts import asked_codes
from okoce.accounts.actions import addresses
from okoce.accounts.addresses import EMAIL, PHONE, code_channel, read
from okoce.accounts.forms import AddressForm, CodeForm
from okoce.accounts.models import AddressCode
from okoce.accounts.one_time_codes import ELSEWHERE
from okoce.accounts.views.codes import ask, typed_code

ADD = AddressCode.For.ADD


@reauthentication_required(allow_get=True)
@sensitive_post_parameters()
def edit(request):
    contacts = _contacts(request.user)
    form = AddressForm(request.POST or None, initial={"address": contacts[0].value if contacts else ""})
    if form.is_valid() and ask(request, form, "address", ADD, user=request.user):
        return redirect("account_email_verification_sent")
    page = {"form": form, "contacts": contacts, "desk_proves": code_channel(PHONE) is None}
    return render(request, "accounts/addresses/edit.html", page)


@sensitive_post_parameters()
def confirm(request):
    rows = asked_codes.rows(request, ADD)
    if not rows:
        messages.warning(request, ELSEWHERE)
        return redirect("account_email")
    form = CodeForm(request.POST or None)
    if form.is_valid() and (row := typed_code(request, form, rows)):
        with refusals.as_message(request):
            addresses.add_proved(row, user=request.user)
            messages.success(request, f"{row.address.shown} kini cara masuk ke akun ini.")
        asked_codes.forget(request)
        return redirect("account_email")
    return render(request, "accounts/codes/confirm.html", {"form": form, "start": "account_email", "purpose": ADD})


@require_POST
@reauthentication_required
def take_off(request, kind):
    if kind not in (EMAIL, PHONE):
        raise Http404
    with refusals.as_message(request):
        addresses.take_off(request.user, kind)
        messages.success(request, "Alamat itu bukan lagi cara masuk ke akun ini.")
    return redirect("account_email")


def _contacts(user):
    """What people of this account gave as contact, can get a code, and is not its log-in yet."""
    found = [read(text) for name in settings.ACCOUNT_CONTACTS for text in import_string(name)(user)]
    return [each for each in found if each and each.channel and getattr(user, each.kind) != each.value]
