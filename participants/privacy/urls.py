"""Addresses of privacy."""

from django.urls import path

from participants.privacy.views import changes, own_data

urlpatterns = [
    path("privasi/", own_data.privacy, name="privacy"),
    path("privasi/<number:number>/", own_data.privacy_of, name="privacy-detail"),
    path("privasi/<number:number>/kontak/", changes.change_contact, name="privacy-contact"),
    path("privasi/<number:number>/usaha/", changes.change_business, name="privacy-business"),
    path("privasi/<number:number>/waktu/", changes.change_times, name="privacy-times"),
    path("privasi/<number:number>/persetujuan/", own_data.answer_consent, name="privacy-consent"),
    path("privasi/<number:number>/pemberitahuan/", own_data.notice_of, name="privacy-notice"),
    path("privasi/<number:number>/unduh/", own_data.download, name="privacy-download"),
]
