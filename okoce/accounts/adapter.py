"""Where the portal differs from allauth."""

import ipaddress
import math
import re
from datetime import timedelta
from typing import NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from okoce.accounts import tries
from okoce.accounts.logins import find_user
from okoce.accounts.phones import e164
from okoce.notifications.mails import queue_mail


class SiteNamed(NamedTuple):
    """The portal as mails name it, and not by the address at which this process is reached."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    """Where the portal differs from allauth: accounts come from registration, and a log-in may be any known number."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Nomor atau kata sandi tidak cocok; periksa keduanya, masuk dengan "
        "nomor pendaftaran, atau atur ulang kata sandi.",
        "too_many_login_attempts": "Terlalu banyak percobaan masuk; tunggu lima menit, lalu coba lagi.",
        "rate_limited": "Terlalu banyak permintaan; tunggu sebentar, lalu coba lagi.",
        "incorrect_code": "Kode ini tidak cocok; periksa lagi enam angkanya.",
    }

    def send_mail(self, template_prefix, email, context):
        """Queue a mail of allauth's about an account. Codes are sent by okoce/accounts/actions/codes.py."""
        request = current.request
        named = context | {"current_site": SiteNamed("Portal OK OCE", settings.SITE_URL)}
        mail = self.render_mail(template_prefix, email, {"request": request, "email": email} | named)
        queue_mail(
            email,
            mail.subject,
            mail.body,
            kind=template_prefix.rpartition("/")[2],
            user=get_user_model().objects.filter(email=email.lower()).first(),
        )

    def is_open_for_signup(self, request):
        """Accounts are made by registration (okoce.accounts.actions.create_account)."""
        return False

    def get_client_ip(self, request):
        """Return the address before our proxies. An IPv4 address seen by an IPv6 socket (::ffff:a.b.c.d) is written as
        IPv4, or the limits, which count IPv6 by /56, would take all of them for one place.
        """
        address = ipaddress.ip_address(super().get_client_ip(request))
        return str(getattr(address, "ipv4_mapped", None) or address)

    def pre_authenticate(self, request, **credentials):
        """Count a try of a password. Raise `ValidationError` where it has to wait, alike for accounts there are not."""
        self._begin(_account(credentials))

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            tries.succeeded(request, _account(credentials))
        return user

    def authentication_failed(self, request, **credentials):
        tries.failed(request)

    def reauthenticate(self, user, password):
        account = f"user:{user.pk}"
        self._begin(account, spares_known_browsers=False)  # somebody else may sit there now
        if not user.check_password(password):
            tries.failed(self.request)
            return False
        tries.succeeded(self.request, account)
        return True

    def _begin(self, account, **options):
        if wait := tries.begin(self.request, account, **options):
            minutes = math.ceil(wait / timedelta(minutes=1))
            when = f"coba lagi {minutes} menit lagi" if wait > tries.SPACING else "coba lagi beberapa detik lagi"
            text = f"Terlalu banyak percobaan masuk dari jaringan ini; {when}."
            raise ValidationError(text, code="too_many_login_attempts")


def _account(credentials):
    """One name for an account, whichever of its numbers was typed; without one what was typed, however written."""
    login = credentials.get("login") or credentials.get("email") or ""
    if user := find_user(login):
        return f"user:{user.pk}"
    typed = e164(login) or re.sub(r"[\s-]", "", login.casefold())
    return f"unknown:{typed}"
