"""Addresses of tickets and of the personal calendar."""

from django.urls import path

from trainings.tickets.views import feeds, tickets

urlpatterns = [
    path("pelatihan/kursi/<row:pk>/tiket/", tickets.show_ticket, name="tickets-detail"),
    path("pelatihan/kursi/<row:pk>/tiket.pdf", tickets.download_pdf, name="tickets-pdf"),
    path("pelatihan/kursi/<row:pk>/tiket.png", tickets.download_picture, name="tickets-picture"),
    path("pelatihan/kursi/<row:pk>/tiket.ics", tickets.download_entry, name="tickets-entry"),
    path("pelatihan/kalender/", feeds.show_feed, name="feeds-detail"),
    path("pelatihan/kalender/baru/", feeds.renew_feed, name="feeds-renew"),
    path("pelatihan/kalender/<str:token>.ics", feeds.list_entries, name="feeds-entries"),
]
