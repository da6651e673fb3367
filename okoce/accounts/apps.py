"""The app of accounts and roles."""

from django.apps import AppConfig

from okoce.accounts.triggers import TRIGGERS
from okoce.triggers import keep


class AccountsConfig(AppConfig):
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self):
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete, post_save

        from okoce.accounts.memory import account_saved, role_written
        from okoce.accounts.models import RoleAssignment, User
        from okoce.accounts.passwords import forget_weakness
        from okoce.accounts.session_limits import begin

        for number, signal in enumerate((password_changed, password_set, password_reset)):
            signal.connect(forget_weakness, dispatch_uid=f"accounts-password-{number}")
        user_logged_in.connect(begin, dispatch_uid="accounts-session-begins")
        post_save.connect(account_saved, sender=User, dispatch_uid="accounts-saved")
        post_save.connect(role_written, sender=RoleAssignment, dispatch_uid="accounts-role-saved")
        post_delete.connect(role_written, sender=RoleAssignment, dispatch_uid="accounts-role-deleted")
        keep(self, TRIGGERS)
