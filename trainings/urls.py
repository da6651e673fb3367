"""Addresses of the rooms of trainings/, in one namespace."""

from django.urls import include, path

app_name = "trainings"

ROOMS = ["catalogue", "seats", "tickets", "attendance"]  # the busy ones first: an address is looked for in this order
ROOMS = ["catalogue", "seats", "attendance", "door"]  # the busy ones first: an address is looked for in this order
# The busy ones first: an address is looked for in this order.
ROOMS = ["catalogue", "seats", "attendance", "certificates", "placements"]
# The busy ones first: an address is looked for in this order.
ROOMS = ["catalogue", "seats", "attendance", "invitations"]
ROOMS = ["catalogue", "seats", "attendance", "planner"]  # the busy ones first: an address is looked for in this order

urlpatterns = [path("", include(f"trainings.{room}.urls")) for room in ROOMS]
