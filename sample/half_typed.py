"""Forms on their way: one that was refused, one left for the desk; and a phone that its owner changed yesterday."""

import datetime as dt
import json

from django.db import transaction
from django.urls import reverse

from okoce.accounts.models import User
from okoce.clock import now
from okoce.history import acting
from okoce.kept_forms.models import ANY_BROWSER, KeptForm
from okoce.notifications.models import Message
from okoce.regions import places
from okoce.sealing import seal
from okoce.versions import Version
from participants.cleaning import phones
from participants.people.models import Participant
from participants.registration.actions import drafts
from participants.registration.forms.places import UNKNOWN
from participants.registration.models import RegistrationDraft
from sample import staff

HERE = "31.73.02"
NEW_PHONE = "+6281200007744"
TYPED = {
    "person": {
        "name": "Ningsih Seruni",
        "nik": "3173024304879998",
        "birth_on": "03/04/1987",
        "sex": "P",
        "phone": "0812-0000-7755",
        "email": "",
    },
    "home": {
        "kecamatan": HERE,
        "kelurahan": UNKNOWN,
        "street": "Gang Kutilang 9",
        "rt": "",
        "rw": "",
        "business_place": "same",
    },
    "business": {"standing": "running", "trade": "nasi uduk pagi", "business_class": "tidak-tahu"},
    "times": {"availability": ["2", "5"], "cannot_whole_day": "on", "community": ""},
}


@transaction.atomic
def add():
    """Needs the loaded register; outside of the loading, so that the change has its history."""
    family = User.objects.get(email=staff.PARTICIPANT[0])
    if person := family.participants.order_by("pk").first():
        _change_phone(person, family)
        _keep_refused(person, family)
    _leave_at_desk()


def _change_phone(person, family):
    yesterday = now() - dt.timedelta(days=1)
    with acting(family):
        Participant.objects.filter(pk=person.pk).update(phone=NEW_PHONE)
    Participant.history.filter(id=person.pk).update(history_date=yesterday)
    Message.objects.create(
        user=family,
        key=f"contoh:contact_changed:{person.pk}",
        kind="contact_changed",
        subject="Nomor HP Anda diganti",
        body="Lewat akun ini nomor HP pada data peserta diganti. Cara masuk ke akun tetap sama. "
        "Bila bukan Anda yang menggantinya, datang ke meja kecamatan dengan KTP.",
        url=f"/privasi/{person.registration_number}/",
        created_at=yesterday,
    )


def _keep_refused(person, family):
    fields = {"phone": phones.shown(NEW_PHONE), "email": "", "street": "Gang Kutilang 4", "rt": "5a", "rw": person.rw}
    fields["kelurahan"] = person.kelurahan_id
    person.refresh_from_db()
    fields["version"] = Version.of(person, list(fields)).signed(person)
    content = {
        "path": reverse("participants:privacy-contact", args=[person.registration_number]),
        "fields": list(fields.items()),
        "has_files": False,
        "is_refused": True,
    }
    KeptForm.objects.create(user=family, browser=ANY_BROWSER, sealed=seal(json.dumps(content)))


def _leave_at_desk():
    draft = None
    for step, typed in TYPED.items():
        draft = drafts.keep(draft, step, typed, is_done=True)
    drafts.leave_at_desk(draft, places.region(HERE))
    RegistrationDraft.objects.filter(pk=draft.pk).update(updated_at=now() - dt.timedelta(days=1))
