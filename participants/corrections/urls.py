"""Addresses of corrections. No value of a card stands in one."""

from django.urls import path

from participants.corrections.views import pages

urlpatterns = [
    path("peserta/pembetulan/", pages.list_corrections, name="corrections-list"),
    path("peserta/pembetulan/<row:pk>/", pages.show_correction, name="corrections-detail"),
    path("peserta/pembetulan/<row:pk>/sahkan/", pages.confirm_correction, name="corrections-confirm"),
    path("peserta/pembetulan/<row:pk>/tolak/", pages.refuse_correction, name="corrections-refuse"),
    path("peserta/pembetulan/<row:pk>/tarik/", pages.withdraw_correction, name="corrections-withdraw"),
    path("peserta/pembetulan/<row:pk>/batalkan/", pages.undo_correction, name="corrections-undo"),
    path("peserta/<row:pk>/pembetulan/", pages.propose_correction, name="corrections-propose"),
]
