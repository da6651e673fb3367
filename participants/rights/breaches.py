"""Whose data an account opened in a period, by the access log and nothing else."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count, Max, Min

from okoce.accounts.models import AccessLog
from okoce.clock import day_starts_at
from okoce.formats import angka, tanggal
from participants.people.models import JoinedRegistration, Participant

Act = AccessLog.Act
# What an act shows of a person.
FIELDS = {
    Act.OPEN: "nama, nomor HP, alamat, tanggal lahir, usaha",
    Act.UNMASK: "NIK utuh",
    Act.EXPORT: "baris berkas: nama, nomor HP, alamat, usaha",
    Act.CHANGE: "data yang diubah",
}
SHOWN = 200  # people on the page; the number counts all


class Touched(NamedTuple):
    """A person by registration number, and what the log says."""

    number: str
    acts: str
    fields: str
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


def trace(account, *, first_on, last_on):
    """Return the Breach of an account between two days, both included."""
    end = day_starts_at(last_on.fromordinal(last_on.toordinal() + 1))
    rows = AccessLog.objects.filter(actor=account, at__gte=day_starts_at(first_on), at__lt=end)
    rows = rows.filter(subject=Participant._meta.label_lower).order_by()
    by_person = {}
    counted = rows.values("subject_id", "act").annotate(times=Count("pk"), first_at=Min("at"), last_at=Max("at"))
    known = dict(JoinedRegistration.objects.values_list("former_id", "participant"))
    for row in counted:
        by_person.setdefault(known.get(row["subject_id"], row["subject_id"]), []).append(row)
    if not by_person:
        return Breach([], 0, [], None, None)
    found = sorted(by_person, key=lambda pk: min(row["first_at"] for row in by_person[pk]))
    numbers = dict(Participant.objects.filter(pk__in=found[:SHOWN]).values_list("pk", "registration_number"))
    everything = [row for each in by_person.values() for row in each]
    return Breach(
        [_touched(numbers.get(pk, "tidak ada lagi"), by_person[pk]) for pk in found[:SHOWN]],
        len(found),
        _fields(everything),
        min(row["first_at"] for row in everything),
        max(row["last_at"] for row in everything),
    )


def notice(breach, *, first_on, last_on):
    """Return the text of the notice to these people (UU 27/2022, Pasal 46), to be sent within 72 hours."""
    period = tanggal(first_on) if first_on == last_on else f"{tanggal(first_on)} sampai {tanggal(last_on)}"
    return (
        "Pemberitahuan kegagalan pelindungan data pribadi\n\n"
        f"Pada {period} sebuah akun petugas Portal OK OCE membuka data Anda tanpa alasan tugas yang jelas. "
        f"Data yang terbuka: {'; '.join(breach.fields)}. Jumlah orang yang terkena: {angka(breach.count)}.\n\n"
        "Kejadiannya sedang kami periksa. Bila ada yang menghubungi Anda dan mengaku petugas, "
        "jangan berikan kode atau kata sandi. Pertanyaan: datang ke meja OK OCE di kantor kecamatan Anda."
    )


def _touched(number, rows):
    counted = Counter(row["act"] for row in rows)
    return Touched(
        number,
        ", ".join(act.label for act in Act if act in counted),
        "; ".join(_fields(rows)),
        sum(row["times"] for row in rows),
        min(row["first_at"] for row in rows),
        max(row["last_at"] for row in rows),
    )


def _fields(rows):
    acts = {row["act"] for row in rows}
    return [FIELDS[act] for act in Act if act in acts]
