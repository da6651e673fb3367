"""What people may know of a mentor: name, number, kecamatan, the telephone of the office. Never one of their own."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from okoce.accounts.memory import mentor_roles
from okoce.accounts.models import RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import now, wib_day
from okoce.formats import tanggal
from okoce.programme import memory
from okoce.regions import places
from participants.cleaning import qr


def of_participant(person, *, notes):
    """Return the card of a participant's mentor for _card.html, or None without one; `notes` are the latest first.

    Where the mentor no longer works, the card says so and names the office of the participant's home.
    """
    if not person.mentor:
        return None
    held = mentor_roles(person.mentor_id) if person.mentor.is_active else []
    here = next((role for role in held if role.region_id == person.kecamatan_id), held[0] if held else None)
    return _card(person.mentor.name, here, here.region_id if here else person.kecamatan_id) | {
        "is_working": here is not None,
        "next_visit_on": notes[0].planned_visit_on if notes else None,
    }


def own(mentor):
    """Return the cards of a mentor, one for each kecamatan, each with the address that checks it."""
    held = RoleAssignment.objects.of_mentor(mentor.pk)
    return [_card(mentor.name, role, role.region_id) | _checked_at(role.number) for role in held]


def by_number(number):
    """Return what anybody may read about the assignment of this number, or None where there is none."""
    found = RoleAssignment.objects.filter(role=Role.MENTOR, number=number).select_related("user").first()
    if found is None:
        return None
    return _card(found.user.name, found, found.region_id) | _standing(found)


def _card(name, role, kecamatan):
    office = memory.office_of(kecamatan)
    return {
        "name": name,
        "number": role.number if role else "",
        "kecamatan": places.named(kecamatan),
        "office_phone": office.phone if office else "",
        "office_dial": office.dial if office else "",
        "office_address": office.address if office else "",
    }


def _checked_at(number):
    address = f"{settings.SITE_URL}{reverse('participants:mentoring-check')}?{urlencode({'nomor': number})}"
    return {"address": address, "qr": qr.svg(address)}


def _standing(role):
    if role.starts_at > now():
        return {"is_active": False, "standing": f"Belum bertugas; mulai {tanggal(wib_day(role.starts_at))}"}
    if role.ends_at and role.ends_at <= now():
        return {"is_active": False, "standing": f"Tugas berakhir {tanggal(wib_day(role.ends_at))}"}
    if not role.user.is_active:
        return {"is_active": False, "standing": "Tidak bertugas sekarang"}
    return {"is_active": True, "standing": "Bertugas hari ini"}
