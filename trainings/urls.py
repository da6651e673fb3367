"""Addresses of the rooms of trainings/, in one namespace."""

from django.urls import include, path

app_name = "trainings"

ROOMS = ["catalogue", "seats", "attendance", "planner"]  # the busy ones first: an address is looked for in this order

urlpatterns = [path("", include(f"trainings.{room}.urls")) for room in ROOMS]
