"""Addresses of trainings that continue others, and of placements."""

from django.urls import path

from trainings.placements import views

urlpatterns = [
    path("pelatihan/lanjutan/", views.list_trainings, name="placements-list"),
    path("pelatihan/lanjutan/<row:pk>/", views.show_training, name="placements-detail"),
    path("pelatihan/lanjutan/<row:pk>/pesankan/", views.book_graduates, name="placements-book"),
    path("pelatihan/lanjutan/<row:pk>/penempatan/<row:person>/", views.start_placement, name="placements-start"),
    path("pelatihan/penempatan/<row:pk>/hasil/", views.end_placement, name="placements-end"),
]
