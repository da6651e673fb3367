"""Addresses of the rooms of participants/, in one namespace."""

from django.urls import include, path, register_converter

from participants.cleaning.registration_numbers import RegistrationNumberConverter

register_converter(RegistrationNumberConverter, "number")

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
    "privacy",
    "twins",
    "merges",
    "corrections",
    "moves",
]

urlpatterns = [path("", include(f"participants.{room}.urls")) for room in ROOMS]
