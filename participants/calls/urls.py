"""Addresses of the call list."""

from django.urls import path

from participants.calls.views import lists, results

urlpatterns = [
    path("peserta/telepon/", lists.overview, name="calls-list"),
    path("peserta/telepon/cari/", lists.search, name="calls-search"),
    path("peserta/telepon/acara/<row:pk>/", lists.show_topic, name="calls-topic"),
    path("peserta/telepon/acara/<row:pk>/kabar/", lists.show_event, name="calls-event"),
    path("peserta/telepon/<row:pk>/nomor/", results.reveal, name="calls-number"),
    path("peserta/telepon/<row:pk>/hasil/", results.record, name="calls-result"),
    path("peserta/telepon/<row:pk>/tidak-bisa/", results.give_up, name="calls-impossible"),
    path("peserta/telepon/<row:pk>/batal/", results.undo, name="calls-undo"),
]
