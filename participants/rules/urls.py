"""Addresses of the year's rules."""

from django.urls import path

from participants.rules.views import pages, people

urlpatterns = [
    path("program/aturan/", pages.list_changes, name="rules-list"),
    path("program/aturan/usul/<row:number>/", pages.propose_change, name="rules-propose"),
    path("program/aturan/<row:pk>/", pages.show_change, name="rules-detail"),
    path("program/aturan/<row:pk>/kemajuan/", pages.show_progress, name="rules-progress"),
    path("program/aturan/<row:pk>/orang/", people.list_people, name="rules-people"),
    path("program/aturan/<row:pk>/sahkan/", pages.confirm_change, name="rules-confirm"),
    path("program/aturan/<row:pk>/tolak/", pages.refuse_change, name="rules-refuse"),
    path("program/aturan/<row:pk>/tarik/", pages.withdraw_change, name="rules-withdraw"),
    path("program/aturan/<row:pk>/hitung/", pages.count_again, name="rules-count"),
]
