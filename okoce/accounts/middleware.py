"""Who may come in: pages behind a log-in, sessions that end, and a second factor for everybody with a role."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from okoce.accounts import first_factor, passwords
from okoce.accounts.session_limits import user_of

_WHY = (
    "Akun petugas, pendamping, dan pejabat wajib memakai pengaman kedua: "
    "aktifkan aplikasi autentikator atau passkey untuk melanjutkan."
)
_EASILY_GUESSED = "Kata sandi Anda mudah ditebak untuk akun petugas. Ganti dulu; sesudah itu Anda bisa melanjutkan."
_WAY_THERE = {
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "account_factor_waiting",
    "account_invitation",
    "account_invitation_code",
}
_ANSWERS_WITHOUT_DATABASE = {"health", "health-web"}


class LimitedSessionMiddleware(AuthenticationMiddleware):
    """Django's, with sessions of people with a role that end by themselves; read only when a page needs them."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(partial(user_of, request))


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's, asking first whether the page needs a log-in: a public page answers without reading the session."""

    def process_view(self, request, view, arguments, keywords):
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, arguments, keywords)


class RoleSafetyMiddleware:
    """Who holds a role adds an authenticator app or a passkey first, and replaces a password that is easily guessed.

    The first of them is added with the invitation or an approval: a password alone makes nobody an officer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # a visitor's answer does not depend on one
            return None
        if request.resolver_match.url_name in _ANSWERS_WITHOUT_DATABASE:
            return None
        user, page = request.user, request.resolver_match.url_name or ""
        if not user.is_authenticated:
            return None
        if page in first_factor.PAGES and not first_factor.may_be_added(request):
            return redirect("account_factor_waiting")
        if not (user.roles or user.is_superuser):
            return None
        if page.startswith("mfa_") or page in _WAY_THERE:
            return None
        if settings.STAFF_SECOND_FACTOR and not user.has_second_factor:
            messages.warning(request, _WHY)
            return redirect("mfa_index")
        if page != "account_change_password" and passwords.has_to_be_replaced(request):
            messages.warning(request, _EASILY_GUESSED)
            return redirect("account_change_password")
        return None
