"""A second version of the notice and of one consent: read by one of the family, not yet by the other."""

import datetime as dt

from participants.consents import actions
from participants.consents.models import Consent, NoticeReading, PrivacyText
from participants.consents.texts import FIRST, FIRST_VERSION, NOTICE

BEFORE, AFTER = "bisa Anda baca.", "bisa Anda baca. Bukaan yang tidak biasa diperiksa petugas perlindungan data."
NEWS = "Kirimi saya kabar pelatihan dan bazar lewat HP, pesan singkat, atau surel, paling banyak dua kali seminggu."


def add(family, privacy, ground):
    """Publish them as of today, and one that is to come; the other of the family agreed to an older text."""
    day = ground.today
    notice = actions.publish(NOTICE, FIRST[NOTICE].replace(BEFORE, AFTER), valid_from=day, by=privacy)
    actions.publish(Consent.Purpose.NEWS, NEWS, valid_from=day + dt.timedelta(days=14), by=privacy)
    actions.publish(Consent.Purpose.PARTNERS, _partners(), valid_from=day, by=privacy)
    people = list(family.participants.order_by("pk"))
    for person in people[:1]:
        NoticeReading.objects.create(participant=person, text=notice)
    old = PrivacyText.objects.get(kind=Consent.Purpose.PARTNERS, version=FIRST_VERSION)
    for person in people[1:]:
        Consent.objects.create(
            participant=person, purpose=old.kind, is_given=True, text=old, channel="daring", recorded_at=ground.now
        )


def _partners():
    return FIRST[Consent.Purpose.PARTNERS].replace("lokapasar", "lokapasar, koperasi")
