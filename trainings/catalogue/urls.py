"""Addresses of the calendar of sessions."""

from django.urls import path

from trainings.catalogue import staff_views, views

urlpatterns = [
    path("pelatihan/", views.list_sessions, name="sessions-list"),
    path("pelatihan/<row:pk>/", views.show_session, name="sessions-detail"),
    path("pelatihan/orang/<row:pk>/pesan/", staff_views.book_for_person, name="offers-book"),
]
