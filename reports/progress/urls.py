"""Addresses of the public progress pages."""

from django.urls import path

from reports.progress import views

urlpatterns = [
    path("kemajuan/", views.progress, name="progress"),
    path("kemajuan/<region:code>/", views.progress_kecamatan, name="progress-detail"),
]
