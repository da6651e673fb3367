from django.urls import path

from participants.views import choices, claims, desk, exports, journey, people, privacy, registration, worklists

app_name = "participants"

registration_urls = [
    path("daftar/", registration.start, name="registration-start"),
    path("daftar/baru/", registration.begin, name="registration-begin"),
    path("daftar/hapus/", registration.discard, name="registration-discard"),
    path("daftar/langkah/<int:number>/", registration.step, name="registration-step"),
    path("daftar/selesai/<str:token>/", registration.receipt, name="registration-receipt"),
    path("daftar/kelurahan/", choices.kelurahan, name="registration-kelurahan"),
    path("daftar/jenis-usaha/", choices.business_classes, name="registration-business-classes"),
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

journey_urls = [
    path("perjalanan/", journey.journey, name="journey"),
    path("perjalanan/<str:number>/", journey.journey_of, name="journey-detail"),
    path("privasi/", privacy.privacy, name="privacy"),
    path("privasi/<str:number>/", privacy.privacy_of, name="privacy-detail"),
    path("privasi/<str:number>/persetujuan/", privacy.answer_consent, name="privacy-consent"),
    path("privasi/<str:number>/unduh/", privacy.download, name="privacy-download"),
]

people_urls = [
    path("peserta/", people.list_people, name="people-list"),
    path("peserta/cari/", people.search_people, name="people-search"),
    path("peserta/<int:pk>/", people.show_person, name="people-detail"),
    path("peserta/<int:pk>/ktp/", people.check_identity, name="people-check"),
    path("peserta/<int:pk>/ktp/batal/", people.void_check, name="people-void"),
    path("peserta/<int:pk>/nik/", people.unmask_nik, name="people-nik"),
    path("peserta/<int:pk>/ubah/", people.edit_contact, name="people-edit"),
]

exports_urls = [path("peserta/unduh/", exports.export_people, name="exports-people")]

worklists_urls = [
    path("peserta/tugas/", worklists.overview, name="worklists-list"),
    path("peserta/tugas/ktp/", worklists.list_waiting, name="worklists-waiting"),
    path("peserta/tugas/ktp/<int:pk>/", worklists.check_card, name="worklists-check"),
    path("peserta/tugas/tertahan/", worklists.list_stuck, name="worklists-stuck"),
    path("peserta/tugas/data/", worklists.list_problems, name="worklists-problems"),
    path("peserta/tugas/data/<int:pk>/cocok/", worklists.settle_doubts, name="worklists-settle"),
    path("peserta/tugas/data/<int:pk>/waktu/", worklists.change_times, name="worklists-times"),
]

urlpatterns = [*registration_urls, *journey_urls, *people_urls, *exports_urls, *worklists_urls]
