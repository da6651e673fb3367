"""Addresses of imports."""

from django.urls import path

from participants.imports.views import files, rows, undoing

urlpatterns = [
    path("peserta/impor/", files.list_imports, name="imports-list"),
    path("peserta/impor/contoh/", files.template, name="imports-template"),
    path("peserta/impor/<row:pk>/", files.show_import, name="imports-detail"),
    path("peserta/impor/<row:pk>/kolom/", files.choose_columns, name="imports-columns"),
    path("peserta/impor/<row:pk>/kemajuan/", files.show_progress, name="imports-progress"),
    path("peserta/impor/<row:pk>/setuju/", files.confirm, name="imports-confirm"),
    path("peserta/impor/<row:pk>/lanjut/", files.go_on, name="imports-go-on"),
    path("peserta/impor/<row:pk>/baris/<row:number>/", rows.mend, name="imports-mend"),
    path("peserta/impor/<row:pk>/sisa/", rows.take_up_rest, name="imports-rest"),
    path("peserta/impor/<row:pk>/baru/", rows.list_new, name="imports-new"),
    path("peserta/impor/<row:pk>/tarik/", undoing.undo, name="imports-undo"),
    path("peserta/impor/<row:pk>/ajukan/", files.propose, name="imports-propose"),
    path("peserta/impor/<row:pk>/hapus/", files.discard, name="imports-discard"),
    path("peserta/impor/<row:pk>/ulang/", files.try_again, name="imports-again"),
    path("peserta/impor/<row:pk>/gagal/", files.failed_rows, name="imports-failed"),
    path("peserta/impor/<row:pk>/laporan/", files.report, name="imports-report"),
]
