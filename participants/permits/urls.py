"""Addresses of permits."""

from django.urls import path

from participants.permits import views

urlpatterns = [
    path("perizinan/<number:number>/baru/", views.add_licence, name="permits-add"),
    path("perizinan/<row:pk>/hasil/", views.decide_licence, name="permits-decide"),
    path("perizinan/<row:pk>/batal/", views.void_licence, name="permits-void"),
]
