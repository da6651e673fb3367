"""Who may come in: pages behind a log-in, and staff with a second factor."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect

_WHY = "Akun petugas wajib memakai pengaman kedua: aktifkan aplikasi autentikator atau passkey untuk melanjutkan."
_WAY_THERE = {"account_logout", "account_reauthenticate", "account_set_password"}
_ANSWERS_WITHOUT_DATABASE = {"health", "health-web"}


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's, asking first whether the page needs a log-in: a public page answers without reading the session."""

    def process_view(self, request, view, arguments, keywords):
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, arguments, keywords)


class StaffSecondFactorMiddleware:
    """Staff without an authenticator app or a passkey get no further than the page where they add one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if request.resolver_match.url_name in _ANSWERS_WITHOUT_DATABASE:
            return None
        if not settings.STAFF_SECOND_FACTOR or not request.user.is_authenticated or not request.user.is_staff:
            return None
        page = request.resolver_match.url_name or ""
        if page.startswith("mfa_") or page in _WAY_THERE or request.user.has_second_factor:
            return None
        messages.warning(request, _WHY)
        return redirect("mfa_index")
