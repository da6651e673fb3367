"""Addresses of retention."""

from django.urls import path

from okoce.retention import views

app_name = "retention"

urlpatterns = [
    path("masa-simpan/", views.show_retention, name="list"),
    path("masa-simpan/coba/", views.try_out, name="try"),
]
