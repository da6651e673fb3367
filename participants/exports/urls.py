"""Addresses of exports."""

from django.urls import path

from participants.exports import views

urlpatterns = [
    path("peserta/unduh/", views.export_people, name="exports-people"),
]
