"""Addresses of the door."""

from django.urls import path

from trainings.door.views import closings, door, scans, walk_ins

urlpatterns = [
    path("hadir/belum-lengkap/", walk_ins.list_incomplete, name="walk-ins-list"),
    path("hadir/belum-lengkap/<row:pk>/", walk_ins.complete_walk_in, name="walk-ins-complete"),
    path("hadir/tiket/<str:token>/", scans.scan, name="door-scan"),
    path("hadir/<row:session>/<row:pk>/pintu/", door.show, name="door-show"),
    path("hadir/<row:session>/<row:pk>/pintu/cari/", door.search, name="door-search"),
    path("hadir/<row:session>/<row:pk>/pintu/masuk/", door.admit, name="door-admit"),
    path("hadir/<row:session>/<row:pk>/pintu/berikutnya/", door.admit_next, name="door-next"),
    path("hadir/<row:session>/<row:pk>/pintu/lewati/", door.skip_next, name="door-skip"),
    path("hadir/<row:session>/<row:pk>/pintu/tamu/", walk_ins.add_walk_in, name="walk-ins-add"),
    path("pelatihan/<row:pk>/tutup/", closings.close, name="door-close"),
    path("pelatihan/kursi/<row:pk>/pendapat/", closings.answer, name="door-feedback"),
]
