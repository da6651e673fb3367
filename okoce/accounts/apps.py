from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    default = True
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"


class PortalAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "okoce.accounts.admin_site.PortalAdminSite"
