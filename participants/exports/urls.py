"""Addresses of exports."""

from django.urls import path

from participants.exports.views import files, people

urlpatterns = [
    path("peserta/unduh/", people.export_people, name="exports-people"),
    path("peserta/unduh/berkas/", files.list_files, name="exports-files"),
    path("peserta/unduh/berkas/<row:pk>/", files.show_file, name="exports-file"),
    path("peserta/unduh/berkas/<row:pk>/kemajuan/", files.show_progress, name="exports-progress"),
    path("peserta/unduh/berkas/<row:pk>/unduh/", files.download, name="exports-download"),
    path("peserta/unduh/berkas/<row:pk>/lagi/", files.make_again, name="exports-again"),
]
