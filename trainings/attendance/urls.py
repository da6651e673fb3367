"""Addresses of attendance."""

from django.urls import path

from trainings.attendance import history_views, views

urlpatterns = [
    path("pelatihan/riwayat/<str:number>/", history_views.show_history, name="history-detail"),
    path("hadir/", views.list_meetings, name="attendance-list"),
    path("hadir/<row:session>/<row:pk>/", views.mark_meeting, name="attendance-mark"),
    path("hadir/<row:session>/<row:pk>/cari/", views.search, name="attendance-search"),
    path("hadir/<row:session>/<row:pk>/kursi/<row:seat>/", views.tick, name="attendance-tick"),
    path("hadir/<row:session>/<row:pk>/selesai/", views.show_result, name="attendance-done"),
    path("hadir/<row:session>/<row:pk>/cetak/", views.print_list, name="attendance-print"),
]
