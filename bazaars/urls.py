from django.urls import path

from bazaars.views import applications, bazaars, draws, sales

app_name = "bazaars"

urlpatterns = [
    path("bazar/", bazaars.list_bazaars, name="bazaars-list"),
    path("bazar/<int:pk>/", bazaars.show_bazaar, name="bazaars-detail"),
    path("bazar/<int:pk>/lamar/", applications.apply, name="applications-apply"),
    path("bazar/lamaran/", applications.list_mine, name="applications-mine"),
    path("bazar/lamaran/<int:pk>/tarik/", applications.withdraw, name="applications-withdraw"),
    path("bazar/<int:pk>/undian/", draws.show_draws, name="draws-list"),
    path("bazar/<int:pk>/undian/daftar.txt", draws.download_list, name="draws-download"),
    path("bazar/<int:pk>/kelola/", draws.manage, name="draws-manage"),
    path("bazar/<int:pk>/kelola/tutup/", draws.close_list, name="draws-close"),
    path("bazar/<int:pk>/kelola/undi/", draws.run_draw, name="draws-run"),
    path("bazar/lapak/<int:pk>/penjualan/", sales.record, name="sales-record"),
    path("bazar/penjualan/<int:pk>/periksa/", sales.check, name="sales-check"),
    path("bazar/penjualan/<int:pk>/batal/", sales.void, name="sales-void"),
]
