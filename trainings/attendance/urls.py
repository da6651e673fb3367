"""Addresses of attendance."""

from django.urls import path

from trainings.attendance.views import history, paper, ticks

urlpatterns = [
    path("pelatihan/riwayat/<number:number>/", history.show_history, name="history-detail"),
    path("hadir/", ticks.list_meetings, name="attendance-list"),
    path("hadir/<row:session>/<row:pk>/", ticks.mark_meeting, name="attendance-mark"),
    path("hadir/<row:session>/<row:pk>/cari/", ticks.search, name="attendance-search"),
    path("hadir/<row:session>/<row:pk>/kursi/<row:seat>/", ticks.tick, name="attendance-tick"),
    path("hadir/<row:session>/<row:pk>/selesai/", ticks.show_result, name="attendance-done"),
    path("hadir/<row:session>/<row:pk>/cetak/", paper.print_roster, name="attendance-roster"),
    path("hadir/<row:session>/<row:pk>/kertas/", paper.enter_paper, name="attendance-paper"),
    path("hadir/<row:session>/<row:pk>/kiriman/", ticks.receive_kept, name="attendance-receive"),
    path("hadir/<row:session>/<row:pk>/beda/<row:seat>/", ticks.settle_contradiction, name="attendance-settle"),
]
