"""The app of what all rooms share, and the admin site in place of Django's own."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from okoce import sheets_out


class OkoceConfig(AppConfig):
    default = True
    name = "okoce"
    verbose_name = "Portal OK OCE"

    def ready(self):
        """Before the admin is loaded: django-import-export asks tablib for its formats, which would load openpyxl."""
        sheets_out.install()


class PortalAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "okoce.admin_site.PortalAdminSite"
