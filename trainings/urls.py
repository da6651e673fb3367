from django.urls import path

from trainings.views import attendance, seats, sessions

app_name = "trainings"

urlpatterns = [
    path("pelatihan/", sessions.list_sessions, name="sessions-list"),
    path("pelatihan/<int:pk>/", sessions.show_session, name="sessions-detail"),
    path("pelatihan/<int:pk>/pesan/", seats.book_seat, name="seats-book"),
    path("pelatihan/<int:pk>/peserta/", seats.show_roster, name="seats-roster"),
    path("pelatihan/<int:pk>/peserta/pesan/", seats.book_for_others, name="seats-book-for-others"),
    path("pelatihan/kursi/<int:pk>/", seats.show_seat, name="seats-detail"),
    path("pelatihan/kursi/<int:pk>/terima/", seats.accept_offer, name="seats-accept"),
    path("pelatihan/kursi/<int:pk>/tolak/", seats.decline_offer, name="seats-decline"),
    path("pelatihan/kursi/<int:pk>/batal/", seats.cancel_seat, name="seats-cancel"),
    path("hadir/", attendance.list_meetings, name="attendance-list"),
    path("hadir/<int:session>/<int:pk>/", attendance.mark_meeting, name="attendance-mark"),
    path("hadir/<int:session>/<int:pk>/selesai/", attendance.show_result, name="attendance-done"),
    path("hadir/<int:session>/<int:pk>/cetak/", attendance.print_list, name="attendance-print"),
]
