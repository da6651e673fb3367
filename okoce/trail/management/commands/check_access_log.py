"""Checks the chain over the access log and names the first row that was changed, removed or moved."""

from django.core.management.base import BaseCommand, CommandError

from okoce.trail.actions import chaining
from okoce.trail.models import ChainCheck


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--head", help="posisi:sidik dari catatan pekerja, yang disimpan di luar basis data")

    def handle(self, *, head, **options):
        check = chaining.check(how=ChainCheck.How.COMMAND, head=head)
        if check.fault:
            raise CommandError(f"Catatan akses tidak utuh: {check.fault}. {check.rows} baris sebelumnya utuh.")
        self.stdout.write(f"Catatan akses utuh: {check.rows} baris.")
