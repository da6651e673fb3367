"""Addresses of capital."""

from django.urls import path

from participants.capital import views

urlpatterns = [
    path("modal/<number:number>/", views.show_capital, name="capital-list"),
    path("modal/<number:number>/baru/", views.add_application, name="capital-add"),
    path("modal/<row:pk>/hasil/", views.decide_application, name="capital-decide"),
    path("modal/<row:pk>/periksa/", views.check_application, name="capital-check"),
    path("modal/<row:pk>/batal/", views.void_application, name="capital-void"),
]
