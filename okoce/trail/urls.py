"""Addresses of the trail."""

from django.urls import path

from okoce.trail import views

app_name = "trail"

urlpatterns = [
    path("jejak/", views.show_trail, name="list"),
    path("jejak/<row:pk>/selesai/", views.settle, name="settle"),
]
