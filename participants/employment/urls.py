"""Addresses of people at work."""

from django.urls import path

from participants.employment import views

urlpatterns = [
    path("perjalanan/<number:number>/orang-bekerja/", views.answer_own, name="employment-own"),
    path("peserta/<row:pk>/orang-bekerja/", views.answer_at_desk, name="employment-desk"),
]
