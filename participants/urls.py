from django.urls import path

from participants.views import claims, desk, registration

app_name = "participants"

registration_urls = [
    path("daftar/", registration.start, name="registration-start"),
    path("daftar/baru/", registration.begin, name="registration-begin"),
    path("daftar/hapus/", registration.discard, name="registration-discard"),
    path("daftar/langkah/<int:number>/", registration.step, name="registration-step"),
    path("daftar/selesai/<str:token>/", registration.receipt, name="registration-receipt"),
    path("daftar/kelurahan/", registration.kelurahan, name="registration-kelurahan"),
    path("daftar/jenis-usaha/", registration.business_classes, name="registration-business-classes"),
    path("daftar/klaim/", claims.ask, name="claims-ask"),
    path("daftar/klaim/kode/", claims.code, name="claims-code"),
    path("meja/", desk.register, name="desk-register"),
    path("meja/nomor/", desk.find, name="desk-find"),
    path("meja/<int:pk>/", desk.done, name="desk-done"),
    path("meja/<int:pk>/bukti/", desk.receipt, name="desk-receipt"),
    path("meja/<int:pk>/ktp/", desk.check_card, name="desk-check-card"),
    path("meja/pendaftaran-ulang/<int:pk>/", desk.resolve, name="desk-resolve"),
    path("meja/<int:pk>/kode/", desk.issue_code, name="desk-issue-code"),
]

urlpatterns = [*registration_urls]
