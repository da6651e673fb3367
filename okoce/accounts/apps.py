"""The app of accounts and roles."""

from django.apps import AppConfig

from okoce.accounts.triggers import TRIGGERS
from okoce.triggers import keep


class AccountsConfig(AppConfig):
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self):
        keep(self, TRIGGERS)
