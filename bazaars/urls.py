"""Addresses of bazaars, applications, draws and sales."""

from django.urls import path

from bazaars.views import applications, bazaars, draws, sales

app_name = "bazaars"

urlpatterns = [
    path("bazar/", bazaars.list_bazaars, name="bazaars-list"),
    path("bazar/<row:pk>/", bazaars.show_bazaar, name="bazaars-detail"),
    path("bazar/<row:pk>/lamar/", applications.apply, name="applications-apply"),
    path("bazar/lamaran/", applications.list_mine, name="applications-mine"),
    path("bazar/lamaran/<row:pk>/tarik/", applications.withdraw, name="applications-withdraw"),
    path("bazar/<row:pk>/undian/", draws.show_draws, name="draws-list"),
    path("bazar/<row:pk>/undian/daftar.txt", draws.download_list, name="draws-download"),
    path("bazar/<row:pk>/kelola/", draws.manage, name="draws-manage"),
    path("bazar/<row:pk>/kelola/tutup/", draws.close_list, name="draws-close"),
    path("bazar/<row:pk>/kelola/undi/", draws.run_draw, name="draws-run"),
    path("bazar/lapak/<row:pk>/penjualan/", sales.record, name="sales-record"),
    path("bazar/penjualan/<row:pk>/periksa/", sales.check, name="sales-check"),
    path("bazar/penjualan/<row:pk>/batal/", sales.void, name="sales-void"),
]
