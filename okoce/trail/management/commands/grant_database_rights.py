"""Gives the role of DATABASE_URL its rights, as the owner of the tables; run by scripts/prepare.py after migrating."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from okoce.trail import grants


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Hak peran basis data hanya ada di PostgreSQL; di SQLite pemicu menjaga catatan akses.")
        role = settings.APPLICATION_DATABASE
        if role["USER"] == connection.settings_dict["USER"]:
            raise CommandError("DATABASE_URL dan DATABASE_OWNER_URL memakai peran yang sama; buat peran sendiri.")
        grants.grant_to(role["USER"], role["PASSWORD"])
        self.stdout.write(f"Hak {role['USER']} diperbarui: catatan akses hanya dapat ditambah.")
