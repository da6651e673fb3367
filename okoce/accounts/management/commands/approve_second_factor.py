"""Let somebody with a role add their first second factor within a day, where nobody else can approve it."""

from django.core.management.base import BaseCommand, CommandError

from okoce.accounts.logins import find_user


class Command(BaseCommand):
    help = "Approve the first second factor of an account for 24 hours."

    def add_arguments(self, parser):
        parser.add_argument("login", help="proved e-mail address of the account")

    def handle(self, *, login, **options):
        user = find_user(login)
        if user is None:
            raise CommandError("No account with this proved address.")
        user.factor_approvals.create()
        self.stdout.write("Approved for 24 hours.")
