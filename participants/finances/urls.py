"""Addresses of finances."""

from django.urls import path

from participants.finances import views

urlpatterns = [
    path("buku/<number:number>/", views.show_book, name="finances-list"),
    path("buku/<number:number>/bulan/", views.add_statement, name="finances-add"),
    path("buku/bulan/<row:pk>/betulkan/", views.correct_statement, name="finances-correct"),
    path("buku/bulan/<row:pk>/batal/", views.void_statement, name="finances-void"),
]
