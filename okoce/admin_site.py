"""The admin site of the portal: entered by the portal's own log-in, with pages of our own models only.

It stands outside okoce/admin/, whose import registers pages and so needs this site to be there.
"""

from functools import wraps

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from okoce.formats import UNKNOWN
from okoce.pk_parsing import names_no_row
from okoce.uncounted_pages import UncountedPaginator

TYPED = {"q", "term"}  # query parameters that hold what somebody typed to search


class Suggestions(AutocompleteJsonView):
    """What a box to search in offers, a page at a time."""

    def get_paginator(self, *args, **kwargs):
        return UncountedPaginator(*args, **kwargs)


class PortalAdminSite(admin.AdminSite):
    """The staff side, entered by the portal's own log-in."""

    site_title = "Portal OK OCE"
    site_header = "Portal OK OCE · Staf"
    index_title = "Kelola program"
    site_url = "/"
    empty_value_display = UNKNOWN

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
        """List what may be opened, the models of all rooms of a package under one heading: settings.ADMIN_HEADINGS."""
        root, headings = reverse("admin:index"), {}
        for model, shown in self._registry.items():
            opts = model._meta
            if app_label in (None, opts.app_label) and (entry := _entry(request, root, opts, shown)):
                name, label, address = _heading(opts.app_config, root, is_alone=bool(app_label))
                new = {"name": name, "app_label": label, "app_url": address, "models": [], "is_current": False}
                heading = headings.setdefault(label, new)
                heading["models"].append(entry)
                heading["is_current"] |= entry["is_current"]
        for heading in headings.values():
            heading["models"].sort(key=lambda entry: entry["name"].lower())
        return sorted(headings.values(), key=lambda heading: heading["name"].lower())

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

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


def _entry(request, root, opts, shown):
    """What the menu shows of a model; None for those who may not see its rows. No role adds what it may not see."""
    may_change = shown.has_change_permission(request)
    if not (may_change or shown.has_view_permission(request)):
        return None
    address, name = f"{root}{opts.app_label}/{opts.model_name}/", opts.verbose_name_plural
    return {
        "name": f"{name[:1].upper()}{name[1:]}",
        "admin_url": address,
        "add_url": f"{address}add/" if shown.has_add_permission(request) else None,
        "view_only": not may_change,
        "is_current": request.path.startswith(address),
    }


def _heading(app, root, *, is_alone):
    """(name, label, address) of the heading that models of an app stand under."""
    package = app.name.partition(".")[0]
    if package in settings.ADMIN_HEADINGS and not is_alone:
        return settings.ADMIN_HEADINGS[package], package, root
    return app.verbose_name, app.label, f"{root}{app.label}/"
