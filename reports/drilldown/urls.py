"""Addresses of the lists behind figures, and of the dictionary."""

from django.urls import path

from reports.drilldown import views

urlpatterns = [
    path("laporan/kamus/", views.dictionary, name="figure-dictionary"),
    path("laporan/angka/<slug:key>/<region:code>/", views.rows, name="figure-list"),
]
