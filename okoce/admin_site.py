"""The admin site of the portal: entered by the portal's own log-in, with pages of our own models only.

It stands outside okoce/admin/, whose import registers pages and so needs this site to be there.
"""

from functools import wraps

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from okoce.pk_parsing import names_no_row

TYPED = {"q", "term"}  # query parameters that hold what somebody typed to search


class PortalAdminSite(admin.AdminSite):
    """The staff side, entered by the portal's own log-in."""

    site_title = "Portal OK OCE"
    site_header = "Portal OK OCE · Staf"
    index_title = "Kelola program"
    site_url = "/"

    login = method_decorator(secure_admin_login)(admin.AdminSite.login)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only pages of our own: those that packages bring show what no role here may see."""
        if admin_class is None or not admin_class.__module__.startswith(("allauth.", "django.contrib.auth.")):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Refuse who is signed in but not staff; answer 404 where the address or a ticked row names no possible row."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if _asks_for_no_row(request, kwargs):
                raise Http404
            return page(request, *args, **kwargs)

        return guarded

    def get_app_list(self, request, app_label=None):
        """List the models of all rooms of a package under one heading, settings.ADMIN_HEADINGS."""
        headings, listed = {}, []
        for app in super().get_app_list(request, app_label):
            package = apps.get_app_config(app["app_label"]).name.partition(".")[0]
            name = settings.ADMIN_HEADINGS.get(package)
            if name is None or app_label:
                listed.append(app)
            elif package in headings:
                headings[package]["models"] += app["models"]
            else:
                headings[package] = app | {"name": name, "app_label": package, "app_url": reverse("admin:index")}
                listed.append(headings[package])
        for heading in headings.values():
            heading["models"].sort(key=lambda model: model["name"].lower())
        return sorted(listed, key=lambda app: app["name"].lower())

    def logout(self, request, extra_context=None):
        return account.logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def get_urls(self):
        """Without view_on_site, which reveals whether any object exists; visitors go to the log-in at once."""
        urls = [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
        for url in urls:
            if hasattr(url.callback, "login_url"):
                url.callback.login_url = None
        return urls


def _asks_for_no_row(request, kwargs):
    named = [kwargs.get("object_id", ""), *request.POST.getlist("_selected_action")]
    named += [value for name, values in request.GET.lists() if name not in TYPED for value in values]
    return any(names_no_row(number) for text in named for number in text.split(","))
