"""Addresses of the rooms of participants/, in one namespace."""

from django.urls import include, path

app_name = "participants"

ROOMS = [  # the busy ones first: an address is looked for in this order
    "registration",
    "journey",
    "directory",
    "worklists",
    "mentoring",
    "calls",
    "capital",
    "claims",
    "exports",
    "finances",
    "imports",
    "permits",
    "agency_trainings",
    "employment",
    "privacy",
    "twins",
    "merges",
    "rights",
    "corrections",
    "returned_cards",
    "moves",
    "rules",
]

urlpatterns = [path("", include(f"participants.{room}.urls")) for room in ROOMS]
