"""Addresses of messages."""

from django.urls import path

from okoce.notifications import views

app_name = "notifications"

urlpatterns = [
    path("pesan/", views.inbox, name="inbox"),
    path("pesan/tandai/", views.mark_all_read, name="mark-all-read"),
    path("pesan/<row:pk>/", views.open_message, name="detail"),
]
