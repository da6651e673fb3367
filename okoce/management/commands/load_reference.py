"""Load the reference data of the repository: regions, business classes, the programme year."""

from django.core.management.base import BaseCommand

from okoce.programme import loading as programme
from okoce.regions import loading as regions


class Command(BaseCommand):
    help = "Load places and the programme year. Safe to repeat: places are brought up to date, staff's changes stay."

    def handle(self, **options):
        places = regions.load()
        self.stdout.write(f"Places: {places['regions']} regions, {places['aliases']} other spellings.")
        rows = programme.load()
        self.stdout.write(f"Programme: {rows['classes']} business classes, {rows['targets']} targets.")
