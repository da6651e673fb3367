"""Addresses of certificates: those that anybody may ask, those of their owner, those of the hosts."""

from django.urls import path

from trainings.certificates.views import own, public, staff

urlpatterns = [
    path("sertifikat/", public.verify, name="certificates-check"),
    path("sertifikat/<str:code>/", public.verify_code, name="certificates-verify"),
    path("perjalanan/<number:number>/sertifikat/", own.show_own, name="certificates-own"),
    path("perjalanan/<number:number>/sertifikat/minta/", own.ask, name="certificates-ask"),
    path("pelatihan/<row:pk>/sertifikat/", staff.list_of_session, name="certificates-list"),
    path("pelatihan/<row:pk>/sertifikat/terbitkan/", staff.issue, name="certificates-issue"),
    path("pelatihan/<row:pk>/sertifikat/unduh/", staff.download_all, name="certificates-download-all"),
    path("pelatihan/sertifikat/berubah/", staff.list_changed, name="certificates-changed"),
    path("pelatihan/sertifikat/berkas/<row:pk>/", staff.show_bundle, name="certificates-bundle"),
    path("pelatihan/sertifikat/berkas/<row:pk>/kemajuan/", staff.show_progress, name="certificates-progress"),
    path("pelatihan/sertifikat/berkas/<row:pk>/unduh/", staff.download_bundle, name="certificates-bundle-file"),
    path("pelatihan/sertifikat/<row:pk>/unduh/", own.download, name="certificates-download"),
    path("pelatihan/sertifikat/<row:pk>/cabut/", staff.revoke, name="certificates-revoke"),
]
