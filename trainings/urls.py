"""Addresses of the rooms of trainings/, in one namespace."""

from django.urls import include, path

app_name = "trainings"

# The busy ones first: an address is looked for in this order.
ROOMS = ["catalogue", "seats", "tickets", "attendance", "door", "invitations", "certificates", "placements", "planner"]
ROOMS += ["targets", "years"]

urlpatterns = [path("", include(f"trainings.{room}.urls")) for room in ROOMS]
