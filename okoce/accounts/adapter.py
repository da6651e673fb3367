"""Where the portal differs from allauth."""

import ipaddress
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.shortcuts import get_current_site

from okoce.accounts.logins import find_user
from okoce.clock import now
from okoce.notifications.mails import queue_mail


class AccountAdapter(DefaultAccountAdapter):
    """Where the portal differs from allauth: accounts come from registration, and a log-in may be any known number."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Nomor atau kata sandi tidak cocok; periksa keduanya, atau atur ulang kata sandi.",
        "too_many_login_attempts": "Terlalu banyak percobaan masuk; tunggu lima menit, lalu coba lagi.",
        "rate_limited": "Terlalu banyak permintaan; tunggu sebentar, lalu coba lagi.",
        "incorrect_code": "Kode ini tidak cocok; periksa lagi enam angkanya.",
    }

    def send_mail(self, template_prefix, email, context):
        """Queue a mail of allauth's, alike for a known and an unknown address. A code expires after minutes."""
        request = current.request
        site = {"request": request, "email": email, "current_site": get_current_site(request)}
        mail = self.render_mail(template_prefix, email, site | context)
        life = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        queue_mail(
            email,
            mail.subject,
            mail.body,
            kind=template_prefix.rpartition("/")[2],
            user=get_user_model().objects.filter(email=email.lower()).first(),
            expires_at=now() + life if "code" in context else None,
        )

    def is_open_for_signup(self, request):
        """Accounts are made by registration (okoce.accounts.actions.create_account)."""
        return False

    def get_client_ip(self, request):
        """Return the address before our proxies. An IPv4 address seen by an IPv6 socket (::ffff:a.b.c.d) is written as
        IPv4, or the limits, which count IPv6 by /64, would take all of them for one place.
        """
        address = ipaddress.ip_address(super().get_client_ip(request))
        return str(getattr(address, "ipv4_mapped", None) or address)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """One count for an account, however its owner is named; allauth's own would put all phones into one."""
        login = credentials.get("login") or credentials.get("email") or ""
        user = find_user(login)
        return f"user:{user.pk}" if user else f"unknown:{login.strip().lower()}"

    def reauthenticate(self, user, password):
        self.pre_authenticate(self.request, email=user.email or user.phone)
        if not user.check_password(password):
            return False
        self._rollback_login_failed_rl_usage()
        return True
