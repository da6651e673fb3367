"""Addresses of journey."""

from django.urls import path

from participants.journey.views import journeys

urlpatterns = [
    path("perjalanan/", journeys.journey, name="journey"),
    path("perjalanan/<number:number>/", journeys.journey_of, name="journey-detail"),
]
