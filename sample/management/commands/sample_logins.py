"""Print the log-ins of the sample."""

from django.core.management.base import BaseCommand

from okoce.accounts.models import User
from sample import logins, staff


class Command(BaseCommand):
    help = "Print the log-ins of the sample, when the sample is loaded."

    def handle(self, **options):
        if User.objects.filter(email=staff.PARTICIPANT[0]).exists():
            for line in staff.logins(logins.lines()):
                self.stdout.write(line)
