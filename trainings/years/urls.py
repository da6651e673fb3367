"""Addresses of programme years and their turn."""

from django.urls import path

from trainings.years import views

urlpatterns = [
    path("program/", views.list_years, name="years-list"),
    path("program/tahun/buka/", views.propose_turn, name="years-propose"),
    path("program/tahun/<row:pk>/", views.show_turn, name="years-detail"),
    path("program/tahun/<row:pk>/sahkan/", views.confirm_turn, name="years-confirm"),
    path("program/tahun/<row:pk>/tolak/", views.refuse_turn, name="years-refuse"),
    path("program/tahun/<row:pk>/tarik/", views.withdraw_turn, name="years-withdraw"),
]
