"""Lists about known people: licences that wait with their verdicts, attendance that was written, an old claim."""

import csv
import datetime as dt
import io

from okoce.programme.models import Agency, Module
from participants.imports.actions import imports
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import

NIB = "9120209900001"


def bring_in(people, *, judge_file, officer, staff, ground):
    """`people` are five participants of the officer's kecamatan."""
    if len(people) < 5:
        return
    _licences(people, judge_file, officer, ground)
    _attendance(people, judge_file, officer, staff, ground)


def _licences(people, judge_file, officer, ground):
    day = f"{ground.today - dt.timedelta(days=12):%d/%m/%Y}"
    first, second, third, fourth, fifth = people
    rows = [
        _who(first) | {"licence_kind": "P-IRT", "licence_number": "206317302001228", "issued_on": day},
        _who(second) | {"licence_kind": "NIB", "licence_number": NIB[:12], "issued_on": day},
        _who(third) | {"licence_kind": "Halal", "licence_number": "ID31110001234567890", "issued_on": day},
        _who(fourth) | {"licence_kind": "Merek", "licence_number": "IDM000990001", "issued_on": day},
        _who(fifth) | {"licence_kind": "Merek", "licence_number": "IDM000990001", "issued_on": day},
    ]
    judge_file("izin-dpmptsp.csv", _csv(ListKind.LICENCES, rows), officer, ground, hours=2, kind=ListKind.LICENCES)


def _attendance(people, judge_file, officer, staff, ground):
    agency, module = Agency.objects.order_by("pk").first(), Module.objects.order_by("pk").first()
    if agency is None or module is None:
        return
    day = f"{ground.today - dt.timedelta(days=20):%d/%m/%Y}"
    rows = [
        _who(people[0]) | {"module": module.name, "attended_on": day, "agency": agency.name},
        _who(people[1]) | {"module": "", "attended_on": "", "agency": "", "old_claim": "sudah"},
        _who(people[2]) | {"module": "Tata boga", "attended_on": day, "agency": agency.name},
    ]
    content = _csv(ListKind.ATTENDANCE, rows)
    item = judge_file("hadir-pelatihan-instansi.csv", content, officer, ground, hours=6, kind=ListKind.ATTENDANCE)
    item.state, item.confirmed_by, item.confirmed_at = Import.State.WRITING, staff, ground.now
    item.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    imports.write(item)()


def _who(person):
    return {"number": person.registration_number, "name": person.name}


def _csv(kind, rows):
    file, names = io.StringIO(), [name for name in OF_KIND[kind].columns if name != "nik"]
    lines = csv.writer(file)
    lines.writerow([OF_KIND[kind].columns[name].title for name in names])
    lines.writerows([[row.get(name, "") for name in names] for row in rows])
    return file.getvalue().encode()
