"""Who looked: what the family reads of it, an opening at night that waits, a busy hour that was explained."""

import datetime as dt

from okoce.accounts.access_log import PEOPLE, row_of
from okoce.accounts.models import AccessLog, User
from okoce.clock import day_starts_at
from okoce.trail.actions import chaining, watching
from okoce.trail.models import ChainCheck, UnusualAccess
from participants.people.models import Participant
from sample.passing import HERE

BUSY, AT_NIGHT = 64, 5
EXPLAINED = "Pendataan keliling bersama RW 04, dikonfirmasi Kasatpel"
LIST, DETAIL, FILE = "participants:people-list", "participants:people-detail", "participants:exports-people"


def add(officer, staff, family, ground):
    """Rows of the last days, chained and checked; what was unusual in them is found by the portal itself."""
    today = day_starts_at(ground.today)
    noon, night = today - dt.timedelta(days=3, hours=-11), today - dt.timedelta(hours=2)
    here = Participant.objects.filter(kecamatan=HERE).exclude(user=family)
    ids = list(here.order_by("pk").values_list("pk", flat=True)[:BUSY])
    own = list(family.participants.order_by("pk").values_list("pk", flat=True))
    busy = [row_of(officer, AccessLog.Act.OPEN, PEOPLE, [pk], page=DETAIL, at=noon) for pk in ids]
    late = [row_of(staff, AccessLog.Act.OPEN, PEOPLE, [pk], page=DETAIL, at=night) for pk in ids[:AT_NIGHT]]
    AccessLog.objects.bulk_create([*_of_family(officer, staff, own, ids, today), *busy, *late])
    for hour in (noon, night):
        watching.watch(hour)
    while chaining.lengthen():
        pass
    chaining.check(how=ChainCheck.How.JOB)
    officer_of_data = User.objects.get(email="pdp@contoh.okoce.example")
    for row in UnusualAccess.objects.filter(hour_at=noon):
        watching.settle(row, result=EXPLAINED, by=officer_of_data)


def _of_family(officer, staff, own, others, today):
    """What stands on "Data saya" of the family: a list, a page and a file."""
    return [
        row_of(
            officer,
            AccessLog.Act.LIST,
            PEOPLE,
            [*own, *others[:18]],
            page=LIST,
            at=today - dt.timedelta(days=9, hours=-10),
        ),
        *[
            row_of(officer, AccessLog.Act.OPEN, PEOPLE, [pk], page=DETAIL, at=today - dt.timedelta(days=8, hours=-13))
            for pk in own
        ],
        row_of(
            staff,
            AccessLog.Act.EXPORT,
            PEOPLE,
            [*own, *others[:30]],
            reason=f"Undangan pelatihan (berkas XLSX berisi {len(own) + len(others[:30])} orang)",
            page=FILE,
            at=today - dt.timedelta(days=5, hours=-9),
        ),
    ]
