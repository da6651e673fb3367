"""Who waits for the approval of their first second factor reads who can give it."""

from django.shortcuts import redirect, render

from okoce.accounts import first_factor
from okoce.accounts.grants import managers_of
from okoce.regions import places


def waiting(request):
    if first_factor.may_be_added(request):
        return redirect("mfa_index")
    found = managers_of(request.user)
    managers = [{"name": name, "role": role, "place": places.named(code) if code else ""} for name, role, code in found]
    return render(request, "accounts/second_factor/waiting.html", {"managers": managers})
