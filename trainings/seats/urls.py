"""Addresses of seats."""

from django.urls import path

from trainings.seats.views import mentees, others, seats, shares, swaps

urlpatterns = [
    path("pelatihan/<row:pk>/pesan/", seats.book_seat, name="seats-book"),
    path("pelatihan/<row:pk>/peserta/", seats.show_roster, name="seats-roster"),
    path("pelatihan/<row:pk>/jatah/", shares.share_seats, name="seats-shares"),
    path("pelatihan/<row:pk>/peserta/pesan/", others.book_for_others, name="seats-book-for-others"),
    path("pelatihan/<row:pk>/peserta/cari/", others.search_people, name="seats-search-people"),
    path("pelatihan/<row:pk>/peserta/centang/", others.book_people, name="seats-book-people"),
    path("pelatihan/<row:pk>/dampingan/", mentees.book_several, name="mentees-book"),
    path("pelatihan/dampingan/<row:pk>/", mentees.book_one, name="mentees-choose"),
    path("pelatihan/kursi/<row:pk>/", seats.show_seat, name="seats-detail"),
    path("pelatihan/kursi/<row:pk>/terima/", seats.accept_offer, name="seats-accept"),
    path("pelatihan/kursi/<row:pk>/tolak/", seats.decline_offer, name="seats-decline"),
    path("pelatihan/kursi/<row:pk>/batal/", seats.cancel_seat, name="seats-cancel"),
    path("pelatihan/kursi/<row:pk>/pindah/", swaps.choose_session, name="seats-swap"),
    path("pelatihan/kursi/<row:pk>/pindah/<row:session>/", swaps.swap_to, name="seats-swap-to"),
    path("pelatihan/kursi/<row:pk>/ganti/", swaps.replace_session, name="seats-replace"),
]
