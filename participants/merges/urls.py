"""Addresses of merges."""

from django.urls import path

from participants.merges import views

urlpatterns = [
    path("peserta/kembar/<row:pk>/satukan/", views.propose, name="merges-propose"),
    path("peserta/penyatuan/", views.list_merges, name="merges-list"),
    path("peserta/penyatuan/<row:pk>/", views.show_merge, name="merges-detail"),
    path("peserta/penyatuan/<row:pk>/sahkan/", views.confirm, name="merges-confirm"),
    path("peserta/penyatuan/<row:pk>/tolak/", views.refuse, name="merges-refuse"),
    path("peserta/penyatuan/<row:pk>/batalkan/", views.undo, name="merges-undo"),
]
