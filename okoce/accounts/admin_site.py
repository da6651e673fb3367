from functools import wraps

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect


class PortalAdminSite(admin.AdminSite):
    """The staff side, entered through the same door as everything else."""

    site_title = "Portal OK OCE"
    site_header = "Portal OK OCE · Staf"
    index_title = "Kelola program"
    site_url = "/"

    login = secure_admin_login(admin.AdminSite.login)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only pages of our own: those that packages bring show what no role here may see."""
        if admin_class is None or not admin_class.__module__.startswith(("allauth.", "django.contrib.auth.")):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Visitors are shown the door at once, citizens a refusal."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        return guarded

    def logout(self, request, extra_context=None):
        return account.logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def get_urls(self):
        """Without view_on_site, which tells of any object whether it exists."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
