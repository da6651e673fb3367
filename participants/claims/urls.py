"""Addresses of claims."""

from django.urls import path

from participants.claims import views

urlpatterns = [
    path("daftar/klaim/", views.ask, name="claims-ask"),
    path("daftar/klaim/kode/", views.code, name="claims-code"),
]
