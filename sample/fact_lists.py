"""Lists about known people: licences, takings and mentors that wait, attendance that was written, an old claim."""

import csv
import datetime as dt
import io

from bazaars.models import StallApplication, StallDay, StallSale
from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.programme.models import Agency, Module
from participants.imports.actions import imports
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import
from participants.people.models import Participant

NIB = "9120209900001"


def bring_in(people, *, judge_file, officer, staff, ground):
    """`people` are five participants of the officer's kecamatan."""
    if len(people) < 5:
        return
    _licences(people, judge_file, officer, ground)
    _attendance(people, judge_file, officer, staff, ground)
    _mentors(people, judge_file, staff, ground)
    _takings(people[0].kecamatan_id[:5], judge_file, staff, ground)


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


def _mentors(people, judge_file, staff, ground):
    """Somebody without a mentor, one who has this one, one who would get another, and a mentor whose role ended."""
    here = people[0].kecamatan_id
    held = RoleAssignment.objects.filter(role=Role.MENTOR, region__parent=here[:5]).order_by("pk")
    working = held.active().filter(region=here).first()
    another, ended = held.active().exclude(region=here).first(), held.exclude(ends_at=None).first()
    known = Participant.objects.filter(kecamatan=here, holds_nik=True, user=None).order_by("pk")
    named = [(person, working) for person in (known.filter(mentor=None).first(),) if person]
    named += zip(known.filter(mentor__in=[working.user])[:2], (working, another), strict=False)
    named += [(people[4], ended)] if ended else []
    since = f"{ground.today - dt.timedelta(days=5):%d/%m/%Y}"
    rows = [_who(person) | {"mentor": mentor.number, "mentored_from": since} for person, mentor in named]
    content, region = _csv(ListKind.MENTORS, rows), {"region": here[:5]}
    judge_file("pembagian-pendamping.csv", content, staff, ground, hours=2, kind=ListKind.MENTORS, **region)


def _takings(kota, judge_file, staff, ground):
    """Takings of the latest bazaar: new, same, another amount, entered by the owner, and no amount at all."""
    known = StallSale.objects.standing().filter(bazaar__kecamatan__parent=kota, participant__kecamatan__parent=kota)
    last = known.select_related("bazaar").order_by("-sold_on", "-pk").first()
    if last is None:
        return
    sales = list(known.filter(bazaar=last.bazaar, participant__user=None).select_related("participant")[:4])
    rows = [_sold(sale.participant, last.bazaar, sale.sold_on, sale.amount) for sale in sales]
    if len(rows) < 4:
        return
    rows[1]["takings"] = sales[1].amount + 150_000
    StallSale.objects.filter(pk=sales[2].pk).update(is_own_entry=True, checked_at=ground.now, checked_by=staff)
    rows[2]["takings"], rows[3]["takings"] = sales[2].amount - 50_000, "ramai"
    comer = Participant.objects.filter(
        kecamatan__parent=kota, holds_nik=True, user=None, stall_applications=None, registered_at__lt=ground.now,
        registered_at__date__lte=last.bazaar.starts_on,
    ).order_by("pk").first()  # fmt: skip
    if comer and _stand(comer, last.bazaar):
        rows.append(_sold(comer, last.bazaar, last.bazaar.ends_on, "Rp 875.000"))
    content, region = _csv(ListKind.TAKINGS, rows), {"region": kota}
    judge_file("penjualan-bazar-sudin.csv", content, staff, ground, hours=2, kind=ListKind.TAKINGS, **region)


def _stand(person, bazaar):
    """A stall on the last day, which nobody has; return whether there is one."""
    taken = StallDay.objects.standing().filter(bazaar=bazaar, day_on=bazaar.ends_on).values_list("number", flat=True)
    free = sorted(set(range(1, bazaar.stalls + 1)).difference(taken))
    if free:
        last = bazaar.applications.order_by("-number").first()
        category = StallApplication.Category.FOOD
        applied = StallApplication.objects.create(
            bazaar=bazaar, participant=person, number=last.number + 1, category=category
        )
        StallDay.objects.create(bazaar=bazaar, number=free[0], day_on=bazaar.ends_on, application=applied)
    return bool(free)


def _sold(person, bazaar, day, amount):
    return _who(person) | {"bazaar": bazaar.name, "sold_on": f"{day:%d/%m/%Y}", "takings": amount}


def _who(person):
    return {"number": person.registration_number, "name": person.name}


def _csv(kind, rows):
    file, names = io.StringIO(), [name for name in OF_KIND[kind].columns if name != "nik"]
    lines = csv.writer(file)
    lines.writerow([OF_KIND[kind].columns[name].title for name in names])
    lines.writerows([[row.get(name, "") for name in names] for row in rows])
    return file.getvalue().encode()
