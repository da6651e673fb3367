"""Addresses of twins."""

from django.urls import path

from participants.twins import views

urlpatterns = [
    path("peserta/kembar/", views.list_twins, name="twins-list"),
    path("peserta/kembar/<row:pk>/", views.compare, name="twins-detail"),
    path("peserta/kembar/<row:pk>/putuskan/", views.decide, name="twins-decide"),
]
