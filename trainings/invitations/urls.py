"""Addresses of invitations."""

from django.urls import path

from trainings.invitations.views import answers, invitations

urlpatterns = [
    path("pelatihan/<row:pk>/undangan/", invitations.show_invitations, name="invitations-list"),
    path("pelatihan/<row:pk>/undangan/kemajuan/", invitations.show_progress, name="invitations-progress"),
    path("pelatihan/<row:pk>/undangan/lagi/", invitations.send_again, name="invitations-again"),
    path("undangan/pelatihan/<str:token>/", answers.answer, name="invitations-answer"),
]
