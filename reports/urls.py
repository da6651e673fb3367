"""Addresses of the rooms of reports/, in one namespace."""

from django.urls import include, path

app_name = "reports"

# The busy ones first: an address is looked for in this order.
ROOMS = ["home", "progress", "board", "papers", "editions", "meetings", "drilldown"]

urlpatterns = [path("", include(f"reports.{room}.urls")) for room in ROOMS]
