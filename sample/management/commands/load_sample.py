"""Load an invented year of the programme."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from okoce.programme import memory
from participants.people.models import Participant
from sample import loading, logins, staff
from sample.fortnights import freeze


class Command(BaseCommand):
    help = "Load an invented year of the programme. The same people, seed and day give the same year."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=3_000, help="how many (default 3,000)")
        parser.add_argument("--seed", default="okoce", help="another seed, another year")
        parser.add_argument("--anywhere", action="store_true", help="also into a database that is not the embedded one")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when anybody is registered already")
        parser.add_argument("--fortnights", type=int, default=0, help="how many to freeze and report (default none)")

    def handle(self, *, people, seed, anywhere, if_empty, fortnights, **options):
        if not (settings.EMBEDDED or anywhere):
            raise CommandError("The sample brings staff with a known password. Add --anywhere if that is meant.")
        if Participant.objects.exists():
            if if_empty:
                return
            raise CommandError("The register is not empty; sample people never mix with real ones.")
        if not 1 <= people <= loading.MOST:
            raise CommandError(f"--people takes a number from 1 to {loading.MOST:,}; give one of these.")
        if not memory.current_year():
            raise CommandError("There is no programme year today; run load_reference first.")
        self._say(f"Inventing {people:,} people …")
        loading.load(people, seed=seed, say=self._say)
        freeze(fortnights)
        self.stdout.write("Sample log-ins:")
        for line in staff.logins(logins.lines()):
            self.stdout.write(f"  {line}")

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
