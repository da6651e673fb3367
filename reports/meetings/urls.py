"""Addresses of the meeting and of its actions."""

from django.urls import path

from reports.meetings.views import actions, meetings, screens

urlpatterns = [
    path("laporan/rapat/", meetings.list_meetings, name="meetings-list"),
    path("laporan/rapat/siapkan/", meetings.prepare_meeting, name="meetings-prepare"),
    path("laporan/rapat/<row:pk>/", meetings.show_meeting, name="meetings-detail"),
    path("laporan/rapat/<row:pk>/mulai/", meetings.start_meeting, name="meetings-start"),
    path("laporan/rapat/<row:pk>/hadir/", meetings.name_attendees, name="meetings-attendees"),
    path("laporan/rapat/<row:pk>/tutup/", meetings.close_meeting, name="meetings-close"),
    path("laporan/rapat/<row:pk>/notula.pdf", meetings.download_minutes, name="meetings-minutes"),
    path("laporan/rapat/<row:pk>/layar/", screens.show_agenda, name="meetings-screen"),
    path("laporan/rapat/<row:pk>/layar/langkah/", screens.show_steps, name="meetings-steps"),
    path("laporan/rapat/<row:pk>/layar/tindakan/", screens.show_actions, name="meetings-actions"),
    path("laporan/rapat/<row:pk>/layar/<region:code>/", screens.show_place, name="meetings-place"),
    path("laporan/tindakan/", actions.list_actions, name="actions-list"),
    path("laporan/tindakan/<row:pk>/", actions.show_action, name="actions-detail"),
    path("laporan/tindakan/<row:pk>/tutup/", actions.close_action, name="actions-close"),
    path("laporan/tindakan/<row:pk>/jawab/", actions.answer_closing, name="actions-answer"),
    path("laporan/tindakan/<row:pk>/pemilik/", actions.assign_owner, name="actions-owner"),
]
