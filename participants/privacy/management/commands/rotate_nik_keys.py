"""Seal identity numbers anew with the first key."""

from django.core.management.base import BaseCommand, CommandError

from participants.privacy import nik_keys


class Command(BaseCommand):
    help = (
        "Seal every NIK and draft with the newest of NIK_KEYS and make its digest with NIK_HMAC_KEY. "
        "May be stopped and started again; when it is done the older keys may go."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, help="people in one transaction")

    def handle(self, *, batch, **_):
        changed, broken = nik_keys.rotate(batch=batch)
        self.stdout.write(f"{changed} people sealed anew")
        if broken:
            raise CommandError(f"No key opens the NIK of participants {broken}; keep the old keys and look for theirs.")
