"""Addresses of the planner."""

from django.urls import path

from trainings.planner.views import accepting, proposals

urlpatterns = [
    path("pelatihan/rencana/", proposals.list_proposals, name="planner-list"),
    path("pelatihan/rencana/<row:pk>/", proposals.show_proposal, name="planner-detail"),
    path("pelatihan/rencana/<row:pk>/kemajuan/", proposals.show_progress, name="planner-progress"),
    path("pelatihan/rencana/<row:pk>/ulang/", proposals.try_again, name="planner-again"),
    path("pelatihan/rencana/<row:pk>/belum/", proposals.list_left_out, name="planner-left-out"),
    path("pelatihan/rencana/<row:pk>/sesi/", accepting.accept_sessions, name="planner-accept"),
]
