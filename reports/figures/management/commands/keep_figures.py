"""Count the figures that are kept for each day, of days that have passed too."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from okoce.clock import today
from okoce.programme.models import ProgrammeYear
from reports.figures import actions


class Command(BaseCommand):
    help = "Count the kept figures of a year anew: the last day of each fortnight since a day, and today."

    def add_arguments(self, parser):
        parser.add_argument("--since", type=date.fromisoformat, help="first day; the first of the year without it")
        parser.add_argument("--year", type=int, help="the year of today without it")

    def handle(self, *, since=None, year=None, **options):
        chosen = ProgrammeYear.objects.filter(year=year or today().year).first()
        if chosen is None:
            raise CommandError("There is no such programme year.")
        last = min(today(), chosen.ends_on)
        days = {ends_on for _, ends_on in chosen.fortnights if (since or chosen.starts_on) <= ends_on < last}
        for day in sorted({*days, last}):
            changed = actions.keep(chosen, day)
            self.stdout.write(f"{day}: {changed} numbers changed")
