"""Addresses of runs and downloads."""

from django.urls import path

from reports.papers.views import downloads, runs

urlpatterns = [
    path("laporan/berkas/", runs.runs_list, name="runs-list"),
    path("laporan/berkas/buat/", runs.runs_start, name="runs-start"),
    path("laporan/<row:pk>/", runs.runs_detail, name="runs-detail"),
    path("laporan/<row:pk>/kemajuan/", runs.runs_progress, name="runs-progress"),
    path("laporan/<row:pk>/ulangi/", runs.runs_again, name="runs-again"),
    path("laporan/<row:pk>/semua.zip", downloads.download_all, name="runs-zip"),
    path("laporan/<row:pk>/tabel/<slug:what>/", downloads.download_table, name="runs-table"),
    path("laporan/<row:pk>/dek-<region:code>.pdf", downloads.download_deck, name="decks-download"),
    path("laporan/<row:pk>/<region:code>.pdf", downloads.download, name="reports-download"),
]
