"""Addresses of trainings at other agencies."""

from django.urls import path

from participants.agency_trainings import views

urlpatterns = [
    path("peserta/hadir-instansi/<row:pk>/batal/", views.void_attendance, name="agency-trainings-void"),
]
