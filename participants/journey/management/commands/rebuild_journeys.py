"""Judge every journey again from its evidence."""

from django.core.management.base import BaseCommand, CommandError

from participants.journey.actions import journeys


class Command(BaseCommand):
    help = "Judge everybody's journey anew from the evidence, and set the tallies right."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what differs; fails when something does")
        parser.add_argument("--batch", type=int, default=2000, help="people judged in one transaction")

    def handle(self, *, check, batch, **_):
        if not check:
            self.stdout.write(f"{journeys.rebuild_all(batch=batch)} changes")
            return
        stages = list(journeys.differences(batch=batch))
        tallies = journeys.tally_differences(batch=batch)
        for participant, stage in stages[:50]:
            self.stdout.write(f"participant {participant}: {stage} differs from the evidence")
        for key, people in list(tallies.items())[:50]:
            self.stdout.write(f"tally {key}: {people:+d} missing")
        if stages or tallies:
            raise CommandError(f"{len(stages)} stages and {len(tallies)} tallies differ; run rebuild_journeys.")
        self.stdout.write("0 differences")
