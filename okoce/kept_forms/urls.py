"""Addresses of kept forms."""

from django.urls import path

from okoce.kept_forms import views

app_name = "kept_forms"

urlpatterns = [
    path("isian/", views.list_kept, name="list"),
    path("isian/<row:pk>/buang/", views.drop, name="drop"),
]
