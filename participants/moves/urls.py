"""Addresses of moves."""

from django.urls import path

from participants.moves.views import own, pages

urlpatterns = [
    path("peserta/perpindahan/", pages.list_moves, name="moves-list"),
    path("peserta/perpindahan/<row:pk>/", pages.show_move, name="moves-detail"),
    path("peserta/perpindahan/<row:pk>/terima/", pages.accept_move, name="moves-accept"),
    path("peserta/perpindahan/<row:pk>/tolak/", pages.refuse_move, name="moves-refuse"),
    path("peserta/perpindahan/<row:pk>/tarik/", pages.withdraw_move, name="moves-withdraw"),
    path("peserta/perpindahan/<row:pk>/kembalikan/", pages.undo_move, name="moves-undo"),
    path("peserta/<row:pk>/pindah/", pages.propose_move, name="moves-propose"),
    path("privasi/<number:number>/pindah/", own.ask_move, name="moves-ask"),
]
