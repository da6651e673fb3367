"""Addresses of log-in and account. The pages are allauth's, the addresses are ours."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from okoce.accounts import views

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("masuk/kode/periksa/", account.confirm_login_code, name="account_confirm_login_code"),
    path("keluar/", account.logout, name="account_logout"),
    path("akun/", views.overview, name="account_overview"),
    path("akun/daftar/", views.signup, name="account_signup"),
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/surel/", account.email, name="account_email"),
    path("akun/surel/periksa/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^akun/surel/periksa/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("akun/sandi/ganti/", account.password_change, name="account_change_password"),
    path("akun/sandi/buat/", account.password_set, name="account_set_password"),
    path("akun/sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("akun/sandi/lupa/kode/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("akun/sandi/lupa/baru/", account.complete_password_reset, name="account_complete_password_reset"),
    path("akun/sandi/lupa/selesai/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("akun/pengaman/", include("allauth.mfa.urls")),
]
if settings.ACCOUNT_LOGIN_BY_CODE_ENABLED:
    urlpatterns.append(path("masuk/kode/", account.request_login_code, name="account_request_login_code"))
