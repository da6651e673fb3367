"""Addresses of editions, of the days of meetings, and of the check that anybody may make."""

from django.urls import path

from reports.editions.views import checks, drafts, meetings, pages

urlpatterns = [
    path("laporan/terbitan/", pages.list_editions, name="editions-list"),
    path("laporan/terbitan/<row:pk>/", pages.show_edition, name="editions-detail"),
    path("laporan/terbitan/<row:pk>/sesudahnya/", pages.list_changes, name="editions-changes"),
    path("laporan/terbitan/<row:pk>/berkas/", pages.draw_files, name="editions-files"),
    path("laporan/terbitan/periode/<row:pk>/siapkan/", drafts.prepare_draft, name="editions-prepare"),
    path("laporan/terbitan/alinea/<row:pk>/", drafts.write_paragraph, name="editions-write"),
    path("laporan/terbitan/<row:pk>/setujui/", drafts.approve_draft, name="editions-approve"),
    path("laporan/terbitan/<row:pk>/buang/", drafts.discard_draft, name="editions-discard"),
    path("laporan/terbitan/hari-rapat/", meetings.change_weekday, name="editions-weekday"),
    path("laporan/terbitan/hari-rapat/<row:pk>/", meetings.move_meeting, name="editions-meeting"),
    path("periksa/laporan/", checks.check, name="editions-check"),
    path("periksa/laporan/<str:number>/", checks.check_number, name="editions-check-number"),
]
