"""Addresses of registration."""

from django.urls import path

from participants.registration.views import choices, desk, mentor_desk, steps, waiting

urlpatterns = [
    path("daftar/", steps.start, name="registration-start"),
    path("daftar/baru/", steps.begin, name="registration-begin"),
    path("daftar/hapus/", steps.discard, name="registration-discard"),
    path("daftar/langkah/<row:number>/", steps.step, name="registration-step"),
    path("daftar/di-meja/", steps.at_desk, name="registration-at-desk"),
    path("daftar/selesai/<str:token>/", steps.receipt, name="registration-receipt"),
    path("daftar/kelurahan/", choices.kelurahan, name="registration-kelurahan"),
    path("daftar/jenis-usaha/", choices.business_classes, name="registration-business-classes"),
    path("meja/", desk.register, name="desk-register"),
    path("meja/terkirim/<str:token>/", mentor_desk.sent, name="desk-sent"),
    path("meja/nomor/", desk.find, name="desk-find"),
    path("meja/daring/", waiting.list_waiting, name="desk-waiting"),
    path("meja/<row:pk>/", desk.done, name="desk-done"),
    path("meja/<row:pk>/bukti/", desk.receipt, name="desk-receipt"),
    path("meja/<row:pk>/kode/", desk.issue_code, name="desk-issue-code"),
    path("meja/<row:pk>/hp/", desk.prove_phone, name="desk-prove-phone"),
]
