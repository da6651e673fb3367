"""Addresses of the rooms of reports/, in one namespace."""

from django.urls import include, path

app_name = "reports"

ROOMS = ["home", "progress", "papers", "drilldown"]  # the busy ones first: an address is looked for in this order

urlpatterns = [path("", include(f"reports.{room}.urls")) for room in ROOMS]
