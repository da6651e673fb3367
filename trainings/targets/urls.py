"""Addresses of targets."""

from django.urls import path

from trainings.targets.views import filling, tables

urlpatterns = [
    path("program/target/", tables.show_table, name="targets-list"),
    path("program/target/riwayat/", tables.show_history, name="targets-history"),
    path("program/target/tempel/", filling.paste_targets, name="targets-paste"),
    path("program/target/salin/", filling.copy_targets, name="targets-copy"),
]
