"""Addresses of the board of officials, and of each of its pictures as a file."""

from django.urls import path

from reports.board import views

urlpatterns = [
    path("laporan/", views.board, name="board"),
    path("laporan/peta.svg", views.picture, {"name": "map"}, name="board-map-svg"),
    path("laporan/peta.csv", views.numbers, {"name": "map"}, name="board-map-csv"),
    path("laporan/corong.svg", views.picture, {"name": "funnel"}, name="board-funnel-svg"),
    path("laporan/corong.csv", views.numbers, {"name": "funnel"}, name="board-funnel-csv"),
    path("laporan/tren.svg", views.picture, {"name": "trend"}, name="board-trend-svg"),
    path("laporan/tren.csv", views.numbers, {"name": "trend"}, name="board-trend-csv"),
]
