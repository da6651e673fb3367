"""Addresses of training sessions, seats and attendance."""

from django.urls import path

from trainings.views import attendance, mentees, seats, sessions

app_name = "trainings"

urlpatterns = [
    path("pelatihan/", sessions.list_sessions, name="sessions-list"),
    path("pelatihan/<row:pk>/", sessions.show_session, name="sessions-detail"),
    path("pelatihan/<row:pk>/pesan/", seats.book_seat, name="seats-book"),
    path("pelatihan/<row:pk>/peserta/", seats.show_roster, name="seats-roster"),
    path("pelatihan/<row:pk>/peserta/pesan/", seats.book_for_others, name="seats-book-for-others"),
    path("pelatihan/<row:pk>/dampingan/", mentees.book_several, name="mentees-book"),
    path("pelatihan/dampingan/<row:pk>/", mentees.book_one, name="mentees-choose"),
    path("pelatihan/kursi/<row:pk>/", seats.show_seat, name="seats-detail"),
    path("pelatihan/kursi/<row:pk>/terima/", seats.accept_offer, name="seats-accept"),
    path("pelatihan/kursi/<row:pk>/tolak/", seats.decline_offer, name="seats-decline"),
    path("pelatihan/kursi/<row:pk>/batal/", seats.cancel_seat, name="seats-cancel"),
    path("hadir/", attendance.list_meetings, name="attendance-list"),
    path("hadir/<row:session>/<row:pk>/", attendance.mark_meeting, name="attendance-mark"),
    path("hadir/<row:session>/<row:pk>/cari/", attendance.search, name="attendance-search"),
    path("hadir/<row:session>/<row:pk>/kursi/<row:seat>/", attendance.tick, name="attendance-tick"),
    path("hadir/<row:session>/<row:pk>/selesai/", attendance.show_result, name="attendance-done"),
    path("hadir/<row:session>/<row:pk>/cetak/", attendance.print_list, name="attendance-print"),
]
