"""Addresses of the calendar of sessions."""

from django.urls import path

from trainings.catalogue import views

urlpatterns = [
    path("pelatihan/", views.list_sessions, name="sessions-list"),
    path("pelatihan/<row:pk>/", views.show_session, name="sessions-detail"),
]
