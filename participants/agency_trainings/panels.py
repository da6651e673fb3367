"""settings.PERSON_PANELS, JOURNEY_PANELS and OWN_DATA: trainings at other agencies, and old claims apart from them."""

from participants.agency_trainings.models import CHANGE, VIEW, AgencyAttendance, OldClaim

SHOWN = 20
PRESENT = {"agency_attendance": AgencyAttendance.objects.all(), "old_claim": OldClaim.objects.all()}
TEMPLATE = "participants/agency_trainings/_panel.html"


def for_staff(person, *, user):
    """Return the panel, or None for who may not read it and where there is nothing."""
    if not person.allows(user, VIEW):
        return None
    return _panel(person, may_void=person.allows(user, CHANGE) and not person.belongs_to(user))


def own(person, present):
    """Return the panel of the owner's page, or None where there is nothing."""
    return None if present.isdisjoint(PRESENT) else _panel(person, may_void=False)


def _panel(person, *, may_void):
    rows = list(person.agency_attendances.select_related("module", "agency", "kecamatan")[:SHOWN])
    claims = list(person.old_claims.all()[:SHOWN])
    if not (rows or claims):
        return None
    return {"template": TEMPLATE, "context": {"person": person, "rows": rows, "claims": claims, "may_void": may_void}}


def own_data(person):
    """Return what is kept, for the copy of own data."""
    rows = person.agency_attendances.select_related("module", "agency", "kecamatan").order_by("id")
    return {
        "kehadiran_di_instansi_lain": [
            {
                "modul": row.module.name,
                "hari": row.attended_on.isoformat(),
                "instansi": row.agency.name,
                "kecamatan": row.kecamatan.name if row.kecamatan else "",
                "batal": row.void_reason,
            }
            for row in rows
        ],
        "klaim_lama": [{"tertulis": row.text, "menurut": row.source} for row in person.old_claims.order_by("id")],
    }
