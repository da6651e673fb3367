"""The app of certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "trainings.certificates"
    label = "certificates"
    verbose_name = "Sertifikat pelatihan"
