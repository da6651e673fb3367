"""Addresses of log-in and account. The pages are allauth's, the addresses are ours."""

from allauth.account import views as account
from django.urls import include, path

from okoce.accounts.models import AddressCode
from okoce.accounts.views import addresses, codes, invitations, overview, second_factor

LOGIN, RECOVERY = {"purpose": AddressCode.For.LOGIN}, {"purpose": AddressCode.For.RECOVERY}

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("masuk/kode/", codes.ask_to_log_in, name="account_request_login_code"),
    path("masuk/kode/periksa/", codes.confirm, LOGIN, name="account_confirm_login_code"),
    path("masuk/kode/pilih/", codes.choose, LOGIN, name="account_choose"),
    path("keluar/", account.logout, name="account_logout"),
    path("akun/", overview.overview, name="account_overview"),
    path("akun/daftar/", overview.signup, name="account_signup"),
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/surel/", addresses.edit, name="account_email"),
    path("akun/surel/periksa/", addresses.confirm, name="account_email_verification_sent"),
    path("akun/surel/lepas/<str:kind>/", addresses.take_off, name="account_take_off"),
    path("akun/sandi/ganti/", account.password_change, name="account_change_password"),
    path("akun/sandi/buat/", account.password_set, name="account_set_password"),
    path("akun/sandi/lupa/", codes.ask_to_recover, name="account_reset_password"),
    path("akun/sandi/lupa/kode/", codes.confirm, RECOVERY, name="account_confirm_password_reset_code"),
    path("akun/sandi/lupa/pilih/", codes.choose, RECOVERY, name="account_choose_to_recover"),
    path("akun/sandi/lupa/baru/", codes.new_password, name="account_complete_password_reset"),
    path("akun/pengaman/menunggu/", second_factor.waiting, name="account_factor_waiting"),
    path("akun/pengaman/", include("allauth.mfa.urls")),
    path("akun/undangan/", invitations.index, name="account_invitations"),
    path("akun/undangan/baru/", invitations.add, name="account_invite"),
    path("akun/undangan/<row:pk>/tarik/", invitations.revoke, name="account_revoke_invitation"),
    path("undangan/<slug:token>/", invitations.detail, name="account_invitation"),
    path("undangan/<slug:token>/kode/", invitations.confirm, name="account_invitation_code"),
]
