"""Addresses of the rooms of participants/, in one namespace."""

from django.urls import include, path, register_converter

from participants.cleaning.registration_numbers import RegistrationNumberConverter

register_converter(RegistrationNumberConverter, "number")

app_name = "participants"

ROOMS = [
    "capital",
    "claims",
    "directory",
    "exports",
    "finances",
    "imports",
    "journey",
    "mentoring",
    "permits",
    "privacy",
    "registration",
    "worklists",
]

urlpatterns = [path("", include(f"participants.{room}.urls")) for room in ROOMS]
