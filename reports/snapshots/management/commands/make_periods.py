"""Make the periods of the current programme year."""

from django.core.management.base import BaseCommand

from okoce.programme.models import ProgrammeYear
from reports.snapshots.actions import periods


class Command(BaseCommand):
    help = "Write the fortnights of every programme year that are not there yet."

    def handle(self, **options):
        for year in ProgrammeYear.objects.all():
            periods.make(year)
