from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from okoce.accounts.triggers import TRIGGERS
from okoce.triggers import keep


class AccountsConfig(AppConfig):
    default = True
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self):
        keep(self, TRIGGERS)


class PortalAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "okoce.accounts.admin_site.PortalAdminSite"
