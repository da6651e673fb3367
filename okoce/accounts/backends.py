"""Who somebody is (PortalBackend) and what they may do (RoleBackend)."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend

from okoce.accounts.logins import find_user
from okoce.accounts.models import User
from okoce.accounts.roles import PERMISSIONS


class PortalBackend(AuthenticationBackend):
    """Log-in by phone, e-mail or registration number; one password is hashed, whether the account exists or not."""

    def _authenticate(self, request, **credentials):
        login = credentials.get("login") or credentials.get("email") or credentials.get("username")
        return self._check_password(find_user(login), credentials["password"])

    def get_user(self, user_id):
        user = User.objects.of_request(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        """Return none: RoleBackend answers, from the table of roles."""
        return set()

    get_group_permissions = get_user_permissions


class RoleBackend(BaseBackend):
    """Answers has_perm from the table of roles; there are no groups and no permission rows."""

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active:
            return False
        return any(perm in PERMISSIONS[role] for role in user_obj.roles)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.is_active and any(
            perm.startswith(f"{app_label}.") for role in user_obj.roles for perm in PERMISSIONS[role]
        )
