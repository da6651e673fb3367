"""Whose data an account saw in a period, by the access log and nothing else."""

import datetime as dt
from typing import NamedTuple

from okoce.accounts import data_kinds
from okoce.accounts.access_log import PEOPLE
from okoce.accounts.models import AccessLog
from okoce.clock import day_starts_at
from okoce.formats import angka, tanggal
from participants.people.models import JoinedRegistration, Participant

SHOWN = 200  # people on the page; the number counts all
READ = ("at", "act", "kinds", "subject_id", "people")


class Touched(NamedTuple):
    """A person by registration number, and what the log says."""

    number: str
    acts: str
    times: int
    first_at: object
    last_at: object


class Breach(NamedTuple):
    """What an account did in a period: the first people of the list, the number of all, and what it saw of them."""

    people: list
    count: int
    fields: list
    first_at: object
    last_at: object


class _Seen:
    """What is gathered of one person."""

    def __init__(self, at):
        self.first_at, self.last_at, self.times, self.acts = at, at, 0, set()


def trace(account, *, first_on, last_on):
    """Return the Breach of an account between two days, both included."""
    start, end = day_starts_at(first_on), day_starts_at(last_on + dt.timedelta(days=1))
    rows = AccessLog.objects.filter(actor=account, subject=PEOPLE, at__gte=start, at__lt=end)
    former = dict(JoinedRegistration.objects.values_list("former_id", "participant"))
    seen, kinds = {}, set()
    for row in rows.order_by("at", "pk").only(*READ).iterator():
        kinds.update(row.kinds.split(",") if row.kinds else [])
        for pk in {former.get(pk, pk) for pk in row.ids}:
            one = seen.setdefault(pk, _Seen(row.at))
            one.last_at, one.times = row.at, one.times + 1
            one.acts.add(row.act)
    if not seen:
        return Breach([], 0, [], None, None)
    first = list(seen)[:SHOWN]
    numbers = dict(Participant.objects.filter(pk__in=first).values_list("pk", "registration_number"))
    return Breach(
        [_touched(numbers.get(pk, "tidak ada lagi"), seen[pk]) for pk in first],
        len(seen),
        [kind.label for kind in data_kinds.Kind if kind in kinds],
        min(one.first_at for one in seen.values()),
        max(one.last_at for one in seen.values()),
    )


def notice(breach, *, first_on, last_on):
    """Return the text of the notice to these people (UU 27/2022, Pasal 46), to be sent within 72 hours."""
    period = tanggal(first_on) if first_on == last_on else f"{tanggal(first_on)} sampai {tanggal(last_on)}"
    return (
        "Pemberitahuan kegagalan pelindungan data pribadi\n\n"
        f"Pada {period} sebuah akun petugas Portal OK OCE membuka data Anda tanpa alasan tugas yang jelas. "
        f"Data yang terbuka: {'; '.join(breach.fields) or 'tidak tercatat'}. "
        f"Jumlah orang yang terkena: {angka(breach.count)}.\n\n"
        "Kejadiannya sedang kami periksa. Bila ada yang menghubungi Anda dan mengaku petugas, "
        "jangan berikan kode atau kata sandi. Pertanyaan: datang ke meja OK OCE di kantor kecamatan Anda."
    )


def _touched(number, one):
    acts = ", ".join(act.label for act in AccessLog.Act if act in one.acts)
    return Touched(number, acts, one.times, one.first_at, one.last_at)
