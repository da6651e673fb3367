"""The people who work in the invented year, and the list of log-ins `./run` prints."""

import datetime as dt

from okoce.accounts import mentor_numbers
from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.proofs import Proof, proved
from okoce.accounts.roles import Role
from okoce.clock import WIB, now
from okoce.regions.levels import JAKARTA
from okoce.regions.models import Region

SINCE = dt.datetime(2020, 1, 1, tzinfo=WIB)
PASSWORD = "ketoprak-sawo-tenun-88"  # noqa: S105  the sample's, printed at every start; production never loads the sample

# role, region, login, name, what the list says
LOGINS = [
    (Role.STAFF, "31.73", "sudin@contoh.okoce.example", "Ratna Kemuning", "Petugas Sudin KUKMP Jakarta Barat"),
    (Role.OFFICER, "31.73.02", "petugas@contoh.okoce.example", "Joko Flamboyan", "Petugas Kecamatan Grogol Petamburan"),
    (
        Role.OFFICIAL,
        JAKARTA,
        "pejabat@contoh.okoce.example",
        "Endang Cempaka",
        "Pejabat provinsi (melihat angka, mengunduh laporan)",
    ),
    (Role.MENTOR, "31.73.02", "pendamping@contoh.okoce.example", "Hesti Tanjung", "Pendamping di Grogol Petamburan"),
    (Role.PROVINCE, JAKARTA, "dinas@contoh.okoce.example", "Bambang Teratai", "Dinas PPKUKM, semua wilayah"),
    (Role.AUDITOR, JAKARTA, "auditor@contoh.okoce.example", "Diah Seruni", "Auditor"),
    (Role.PRIVACY, JAKARTA, "pdp@contoh.okoce.example", "Arif Soka", "Petugas perlindungan data"),
]
SECOND_OF_PROVINCE = ("dinas2@contoh.okoce.example", "Lestari Kenari")
PARTICIPANT = ("peserta@contoh.okoce.example", "Peserta (dua orang serumah dalam satu akun)")


MENTEES = 100  # of one mentor, about


def hire(mentees, *, password_hash):
    """Users of the list, one officer for each other kecamatan of Jakarta Barat, mentors for all who will have one.

    `mentees` counts them by kecamatan. Returns (users by role, keys of officers by kecamatan, keys of mentors by
    kecamatan); an officer under the key None works everywhere else.
    """
    users = {}
    for role, region, email, name, _ in LOGINS:
        users[role] = _user(name, email, password_hash, role, region)
    officers, mentors = {"31.73.02": users[Role.OFFICER].pk}, {"31.73.02": [users[Role.MENTOR].pk]}
    for number, kecamatan in enumerate(
        Region.objects.kecamatan().filter(parent="31.73").exclude(pk="31.73.02"), start=2
    ):
        officers[kecamatan.pk] = _user(
            f"Petugas {kecamatan.name}",
            f"petugas{number}@contoh.okoce.example",
            password_hash,
            Role.OFFICER,
            kecamatan.pk,
        ).pk
    officers[None] = users[Role.PROVINCE].pk
    return users, officers, _mentors(mentees, mentors, password_hash)


def _mentors(mentees, mentors, password_hash):
    new = []
    for kecamatan in Region.objects.kecamatan().order_by("code"):
        wanted = max(1, round(mentees[kecamatan.pk] / MENTEES)) - len(mentors.setdefault(kecamatan.pk, []))
        new += [(kecamatan, number) for number in range(1, wanted + 1)]
    users = User.objects.bulk_create(
        [
            User(
                name=f"Pendamping {kecamatan.name}{f' {number}' if number > 1 else ''}",
                password=password_hash,
                joined_at=now(),
                **_proved(f"pendamping{place}@contoh.okoce.example"),
            )
            for place, (kecamatan, number) in enumerate(new, start=2)
        ],
        batch_size=1000,
    )
    numbers = set()
    while len(numbers) < len(new):  # of twenty thousand, two are alike by chance every other time
        numbers.add(mentor_numbers.make())
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(user=user, role=Role.MENTOR, region=kecamatan, starts_at=SINCE, number=number)
            for user, (kecamatan, _), number in zip(users, new, numbers, strict=True)
        ],
        batch_size=1000,
    )
    for user, (kecamatan, _) in zip(users, new, strict=True):
        mentors[kecamatan.pk].append(user.pk)
    return mentors


def stopped(password_hash, *, at):
    """A mentor of the same kecamatan as the one of the list, whose role ended at this instant."""
    user = User.objects.create(
        name="Wahyu Dahlia", password=password_hash, joined_at=now(), **_proved("bekas@contoh.okoce.example")
    )
    RoleAssignment.objects.create(
        user=user, role=Role.MENTOR, region_id="31.73.02", starts_at=SINCE, ends_at=at, sessions_ended_at=at
    )
    return user


def coming(password_hash, *, at):
    """Somebody of the same kecamatan whose role as a mentor starts at this instant."""
    user = User.objects.create(
        name="Sekar Alamanda", password=password_hash, joined_at=now(), **_proved("baru@contoh.okoce.example")
    )
    RoleAssignment.objects.create(user=user, role=Role.MENTOR, region_id="31.73.02", starts_at=at)
    return user


def locked(password_hash):
    """A mentor of the same kecamatan whose account is locked: it can be unlocked in the admin."""
    user = _user("Galih Bakung", "dikunci@contoh.okoce.example", password_hash, Role.MENTOR, "31.73.02")
    User.objects.filter(pk=user.pk).update(is_active=False)


def second_of_province(password_hash):
    """A colleague in the provincial office: what takes two persons can be tried."""
    _user(SECOND_OF_PROVINCE[1], SECOND_OF_PROVINCE[0], password_hash, Role.PROVINCE, JAKARTA)


def _proved(email):
    return proved(Proof.ADMINISTRATOR, email=email, at=SINCE)


def _user(name, email, password_hash, role, region):
    user = User.objects.create(name=name, password=password_hash, joined_at=now(), **_proved(email))
    RoleAssignment.objects.create(user=user, role=role, region_id=region, starts_at=SINCE)
    return user


def logins(numbers=()):
    """Lines for the terminal: who, log-in; one password for all. `numbers` are more of them."""
    rows = [(words, email) for _, _, email, _, words in LOGINS]
    rows += [("Dinas PPKUKM, orang kedua", SECOND_OF_PROVINCE[0]), PARTICIPANT[::-1], *numbers]
    width = max(len(words) for words, _ in rows)
    lines = [f"{words:<{width}}  {email}" for words, email in rows] + [f"Kata sandi semuanya: {PASSWORD}"]
    return [*lines, "Isian yang disimpan (sehari): masuk sebagai pendamping atau peserta, lalu buka /isian/"]
