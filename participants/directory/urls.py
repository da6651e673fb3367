"""Addresses of directory."""

from django.urls import path

from participants.directory.views import checks, history, people

urlpatterns = [
    path("peserta/", people.list_people, name="people-list"),
    path("peserta/cari/", people.search_people, name="people-search"),
    path("peserta/<row:pk>/", people.show_person, name="people-detail"),
    path("peserta/<row:pk>/ktp/", checks.check_identity, name="people-check"),
    path("peserta/<row:pk>/ktp/batal/", people.void_check, name="people-void"),
    path("peserta/nomor/<row:pk>/isian/", checks.settle_joined, name="people-joined"),
    path("peserta/<row:pk>/nik/", people.unmask_nik, name="people-nik"),
    path("peserta/<row:pk>/ubah/", people.edit_contact, name="people-edit"),
    path("peserta/<row:pk>/riwayat/", history.list_changes, name="history-list"),
]
