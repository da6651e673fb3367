"""Addresses of imports."""

from django.urls import path

from participants.imports import views

urlpatterns = [
    path("peserta/impor/", views.list_imports, name="imports-list"),
    path("peserta/impor/contoh/", views.template, name="imports-template"),
    path("peserta/impor/<row:pk>/", views.show_import, name="imports-detail"),
    path("peserta/impor/<row:pk>/kolom/", views.choose_columns, name="imports-columns"),
    path("peserta/impor/<row:pk>/kemajuan/", views.show_progress, name="imports-progress"),
    path("peserta/impor/<row:pk>/setuju/", views.confirm, name="imports-confirm"),
    path("peserta/impor/<row:pk>/ajukan/", views.propose, name="imports-propose"),
    path("peserta/impor/<row:pk>/hapus/", views.discard, name="imports-discard"),
    path("peserta/impor/<row:pk>/ulang/", views.try_again, name="imports-again"),
    path("peserta/impor/<row:pk>/gagal/", views.failed_rows, name="imports-failed"),
    path("peserta/impor/<row:pk>/laporan/", views.report, name="imports-report"),
]
