"""Addresses of returned cards."""

from django.urls import path

from participants.returned_cards import views

urlpatterns = [
    path("peserta/<row:pk>/ktp/kembalikan/", views.send_back, name="returns-send"),
    path("peserta/<row:pk>/ktp/dijawab/", views.note_answer, name="returns-answer"),
    path("perjalanan/<number:number>/ktp/", views.answer_own, name="returns-own"),
]
