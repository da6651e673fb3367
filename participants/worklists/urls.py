"""Addresses of worklists."""

from django.urls import path

from participants.worklists.views import contacts, lists, undelivered

urlpatterns = [
    path("peserta/tugas/", lists.overview, name="worklists-list"),
    path("peserta/tugas/ktp/", lists.list_waiting, name="worklists-waiting"),
    path("peserta/tugas/ktp/<row:pk>/", lists.check_card, name="worklists-check"),
    path("peserta/tugas/tertahan/", lists.list_stuck, name="worklists-stuck"),
    path("peserta/tugas/tertahan/<row:pk>/", contacts.record_contact, name="contacts-record"),
    path("peserta/tugas/kontak/<row:pk>/batal/", contacts.take_back, name="contacts-take-back"),
    path("peserta/tugas/data/", lists.list_problems, name="worklists-problems"),
    path("peserta/tugas/data/<row:pk>/cocok/", lists.settle_doubts, name="worklists-settle"),
    path("peserta/tugas/data/<row:pk>/waktu/", lists.change_times, name="worklists-times"),
    path("peserta/tugas/pesan/", undelivered.list_undelivered, name="undelivered-list"),
    path("peserta/tugas/pesan/kirim/", undelivered.send_again, name="undelivered-send"),
    path("peserta/tugas/pesan/selesai/", undelivered.settle, name="undelivered-settle"),
]
