"""All addresses of the portal, and the converters for what stands in them."""

from django.contrib import admin
from django.urls import include, path, register_converter

from okoce import views
from okoce.busy import handler500
from okoce.pk_parsing import RegionCodeConverter, RowNumberConverter

register_converter(RowNumberConverter, "row")
register_converter(RegionCodeConverter, "region")

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("", include("trainings.urls")),  # first: thousands book in the same minute, and register
    path("", include("participants.urls")),
    path("admin/", admin.site.urls),
    path("gaya/", views.gallery, name="gallery"),
    path("", include("okoce.accounts.urls")),
    path("", include("okoce.trail.urls")),
    path("", include("okoce.retention.urls")),
    path("", include("okoce.notifications.urls")),
    path("", include("okoce.jobs.urls")),
    path("", include("okoce.kept_forms.urls")),
    path("", include("bazaars.urls")),
    path("", include("reports.urls")),
]
