"""Deletes what was kept long enough, as the job of each hour does; --coba only counts."""

from django.core.management.base import BaseCommand, CommandError

from okoce import kept_for
from okoce.formats import angka
from okoce.retention import actions
from okoce.retention.models import RetentionRun


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--coba", action="store_true", help="hitung saja, tidak menghapus apa pun")

    def handle(self, *, coba, **options):
        made = actions.run(how=RetentionRun.How.COMMAND, is_dry=coba)
        word = "akan dihapus" if coba else "dihapus"
        for name, count in made.counts.items():
            self.stdout.write(f"{kept_for.PERIODS[name].label}: {angka(count)} {word}")
        if made.failed:
            labels = ", ".join(kept_for.PERIODS[name].label for name in made.failed)
            raise CommandError(f"Gagal: {labels}. Sebabnya ada di catatan kesalahan.")
