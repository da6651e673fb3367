"""Pages of the account of a user."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render


def overview(request):
    """What somebody can change about their own log-in."""
    return render(
        request,
        "accounts/overview/detail.html",
        {
            "has_second_factor": is_mfa_enabled(request.user),
            "has_password": request.user.has_usable_password(),
            "may_invite": request.user.has_perm("accounts.add_roleassignment"),
        },
    )


@login_not_required
def signup(request):
    """There are no accounts without a participant: the way to one is registration."""
    return redirect("/daftar/")
