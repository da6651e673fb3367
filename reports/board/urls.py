"""Addresses of the board of officials."""

from django.urls import path

from reports.board import views

urlpatterns = [
    path("laporan/", views.board, name="board"),
    path("laporan/gambar/<slug:name>.svg", views.picture, name="board-svg"),
    path("laporan/gambar/<slug:name>.csv", views.numbers, name="board-csv"),
]
