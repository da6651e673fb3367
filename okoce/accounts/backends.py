"""Who somebody is. What they may do, the user says: `User.has_perm`."""

from allauth.account.auth_backends import AuthenticationBackend

from okoce.accounts.logins import find_user
from okoce.accounts.models import User


class PortalBackend(AuthenticationBackend):
    """Log-in by phone, e-mail or registration number; one password is hashed, whether the account exists or not."""

    def _authenticate(self, request, **credentials):
        login = credentials.get("login") or credentials.get("email") or credentials.get("username")
        return self._check_password(find_user(login), credentials["password"])

    def get_user(self, user_id):
        user = User.objects.of_request(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        """Return none: `User.has_perm` answers, from the table of roles."""
        return set()

    get_group_permissions = get_user_permissions
