"""Addresses of privacy."""

from django.urls import path

from participants.privacy import views

urlpatterns = [
    path("privasi/", views.privacy, name="privacy"),
    path("privasi/<number:number>/", views.privacy_of, name="privacy-detail"),
    path("privasi/<number:number>/persetujuan/", views.answer_consent, name="privacy-consent"),
    path("privasi/<number:number>/unduh/", views.download, name="privacy-download"),
]
