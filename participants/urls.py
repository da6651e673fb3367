"""Addresses of the participants' pages, by topic."""

from django.urls import path, register_converter

from participants.registration_numbers import RegistrationNumberConverter
from participants.views import (
    capital,
    choices,
    claims,
    desk,
    exports,
    finances,
    handovers,
    history,
    imports,
    journey,
    mentoring,
    people,
    permits,
    privacy,
    registration,
    undelivered,
    worklists,
)

register_converter(RegistrationNumberConverter, "number")

app_name = "participants"

registration_urls = [
    path("daftar/", registration.start, name="registration-start"),
    path("daftar/baru/", registration.begin, name="registration-begin"),
    path("daftar/hapus/", registration.discard, name="registration-discard"),
    path("daftar/langkah/<row:number>/", registration.step, name="registration-step"),
    path("daftar/selesai/<str:token>/", registration.receipt, name="registration-receipt"),
    path("daftar/kelurahan/", choices.kelurahan, name="registration-kelurahan"),
    path("daftar/jenis-usaha/", choices.business_classes, name="registration-business-classes"),
    path("daftar/klaim/", claims.ask, name="claims-ask"),
    path("daftar/klaim/kode/", claims.code, name="claims-code"),
    path("meja/", desk.register, name="desk-register"),
    path("meja/nomor/", desk.find, name="desk-find"),
    path("meja/<row:pk>/", desk.done, name="desk-done"),
    path("meja/<row:pk>/bukti/", desk.receipt, name="desk-receipt"),
    path("meja/<row:pk>/ktp/", desk.check_card, name="desk-check-card"),
    path("meja/pendaftaran-ulang/<row:pk>/", desk.resolve, name="desk-resolve"),
    path("meja/<row:pk>/kode/", desk.issue_code, name="desk-issue-code"),
]

journey_urls = [
    path("perjalanan/", journey.journey, name="journey"),
    path("perjalanan/<number:number>/", journey.journey_of, name="journey-detail"),
    path("privasi/", privacy.privacy, name="privacy"),
    path("privasi/<number:number>/", privacy.privacy_of, name="privacy-detail"),
    path("privasi/<number:number>/persetujuan/", privacy.answer_consent, name="privacy-consent"),
    path("privasi/<number:number>/unduh/", privacy.download, name="privacy-download"),
]

people_urls = [
    path("peserta/", people.list_people, name="people-list"),
    path("peserta/cari/", people.search_people, name="people-search"),
    path("peserta/<row:pk>/", people.show_person, name="people-detail"),
    path("peserta/<row:pk>/ktp/", people.check_identity, name="people-check"),
    path("peserta/<row:pk>/ktp/batal/", people.void_check, name="people-void"),
    path("peserta/<row:pk>/nik/", people.unmask_nik, name="people-nik"),
    path("peserta/<row:pk>/ubah/", people.edit_contact, name="people-edit"),
    path("peserta/<row:pk>/riwayat/", history.list_changes, name="history-list"),
]

exports_urls = [path("peserta/unduh/", exports.export_people, name="exports-people")]

worklists_urls = [
    path("peserta/tugas/", worklists.overview, name="worklists-list"),
    path("peserta/tugas/ktp/", worklists.list_waiting, name="worklists-waiting"),
    path("peserta/tugas/ktp/<row:pk>/", worklists.check_card, name="worklists-check"),
    path("peserta/tugas/tertahan/", worklists.list_stuck, name="worklists-stuck"),
    path("peserta/tugas/data/", worklists.list_problems, name="worklists-problems"),
    path("peserta/tugas/data/<row:pk>/cocok/", worklists.settle_doubts, name="worklists-settle"),
    path("peserta/tugas/data/<row:pk>/waktu/", worklists.change_times, name="worklists-times"),
    path("peserta/tugas/pesan/", undelivered.list_undelivered, name="undelivered-list"),
    path("peserta/tugas/pesan/kirim/", undelivered.send_again, name="undelivered-send"),
    path("peserta/tugas/pesan/selesai/", undelivered.settle, name="undelivered-settle"),
]

handovers_urls = [
    path("peserta/tugas/pendamping/", handovers.list_former, name="handovers-list"),
    path("peserta/tugas/pendamping/<row:pk>/", handovers.hand_over, name="handovers-edit"),
    path("peserta/tugas/serah-terima/<row:pk>/", handovers.show_done, name="handovers-done"),
    path("peserta/tugas/serah-terima/<row:pk>/kembalikan/", handovers.undo, name="handovers-undo"),
]

mentoring_urls = [
    path("pendampingan/", mentoring.list_mentees, name="mentoring-list"),
    path("pendampingan/<row:pk>/", mentoring.show_mentee, name="mentoring-detail"),
    path("pendampingan/<row:pk>/catatan/", mentoring.write_note, name="mentoring-write"),
    path("pendampingan/catatan/<row:pk>/ubah/", mentoring.edit_note, name="mentoring-edit"),
    path("pendampingan/catatan/<row:pk>/tambahan/", mentoring.append_note, name="mentoring-append"),
    path("pendampingan/catatan/<row:pk>/selesai/", mentoring.finish_step, name="mentoring-finish"),
    path("pendampingan/catatan/<row:pk>/batal/", mentoring.void_note, name="mentoring-void"),
    path("peserta/<row:pk>/pendamping/", mentoring.assign_mentor, name="mentoring-assign"),
]

permits_urls = [
    path("perizinan/<number:number>/baru/", permits.add_licence, name="permits-add"),
    path("perizinan/<row:pk>/hasil/", permits.decide_licence, name="permits-decide"),
    path("perizinan/<row:pk>/batal/", permits.void_licence, name="permits-void"),
]

finances_urls = [
    path("buku/<number:number>/", finances.show_book, name="finances-list"),
    path("buku/<number:number>/bulan/", finances.add_statement, name="finances-add"),
    path("buku/bulan/<row:pk>/betulkan/", finances.correct_statement, name="finances-correct"),
    path("buku/bulan/<row:pk>/batal/", finances.void_statement, name="finances-void"),
]

imports_urls = [
    path("peserta/impor/", imports.list_imports, name="imports-list"),
    path("peserta/impor/contoh/", imports.template, name="imports-template"),
    path("peserta/impor/<row:pk>/", imports.show_import, name="imports-detail"),
    path("peserta/impor/<row:pk>/kemajuan/", imports.show_progress, name="imports-progress"),
    path("peserta/impor/<row:pk>/setuju/", imports.confirm, name="imports-confirm"),
    path("peserta/impor/<row:pk>/ajukan/", imports.propose, name="imports-propose"),
    path("peserta/impor/<row:pk>/hapus/", imports.discard, name="imports-discard"),
    path("peserta/impor/<row:pk>/ulang/", imports.try_again, name="imports-again"),
    path("peserta/impor/<row:pk>/laporan/", imports.report, name="imports-report"),
]

capital_urls = [
    path("modal/<number:number>/", capital.show_capital, name="capital-list"),
    path("modal/<number:number>/baru/", capital.add_application, name="capital-add"),
    path("modal/<row:pk>/hasil/", capital.decide_application, name="capital-decide"),
    path("modal/<row:pk>/periksa/", capital.check_application, name="capital-check"),
    path("modal/<row:pk>/batal/", capital.void_application, name="capital-void"),
]

urlpatterns = [
    *imports_urls,
    *permits_urls,
    *finances_urls,
    *capital_urls,
    *handovers_urls,
    *mentoring_urls,
    *registration_urls,
    *journey_urls,
    *people_urls,
    *exports_urls,
    *worklists_urls,
]
