from allauth.account.decorators import secure_admin_login
from django.contrib import admin


class PortalAdminSite(admin.AdminSite):
    """The staff side, entered through the same door as everything else."""

    site_title = "Portal OK OCE"
    site_header = "Portal OK OCE · Staf"
    index_title = "Kelola program"
    site_url = "/"

    login = secure_admin_login(admin.AdminSite.login)
