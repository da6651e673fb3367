"""States that pass: a message that did not arrive, a form kept after its log-in ended, files of people."""

import csv
import datetime as dt
import hashlib
import io
import json

from django.urls import reverse

from okoce.kept_forms.models import ANY_BROWSER, KeptForm
from okoce.notifications.models import Delivery, Message
from okoce.sealing import seal
from participants.imports.actions import imports
from participants.imports.models import Import
from participants.imports.table_reader import COLUMNS
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from sample import fact_lists, office_lists, reviewed_lists
from sample.words import MEETINGS

HERE = "31.73.02"
ASKED_FOR = ("nik", "name", "birth_on", "sex", "phone", "street", "kelurahan", "trade")
NEW_PERSON = {"name": "Murni Lavender", "sex": "P", "birth_on": "17/08/1991", "nik": "3173025708919999"}
NEW_PHONE, DESK_PHONE = "0812-0000-7711", "+6281200007722"


def undelivered(family, officer, ground):
    """Two messages that a day of trying did not bring to their receiver, and one whose sending broke off."""
    mentor = family.participants.filter(mentor__isnull=False).values_list("mentor__name", flat=True).first()
    _give_up(
        ground,
        message=Message.objects.create(
            user=family,
            key="contoh:mentor_assigned",
            kind="mentor_assigned",
            subject="Pendamping Anda sudah ditunjuk",
            body=f"Pendamping Anda sekarang {mentor or 'petugas kecamatan'}. Pendamping akan menghubungi Anda.",
            url="/perjalanan/",
            created_at=ground.now - dt.timedelta(hours=30),
        ),
        user=family,
        kind="mentor_assigned",
    )
    _give_up(ground, user=officer, kind="password_changed")
    _give_up(ground, user=family, kind="email_confirmation", state=Delivery.State.SENDING, attempts=1, error="")


def _give_up(ground, **values):
    began = ground.now - dt.timedelta(hours=30)
    given_up = {"state": Delivery.State.FAILED, "attempts": 11, "error": "Tidak terkirim (ConnectionRefusedError)."}
    tried_at = ground.now - dt.timedelta(hours=5)
    Delivery.objects.create(
        **given_up | {"channel": "email", "created_at": began, "tried_at": tried_at, "next_at": tried_at} | values
    )


def keep_form(mentor, ground):
    """A note that the mentor of the list wrote when the log-in ended; kept for a day as any other."""
    mentee = mentor.mentees.order_by("pk").first()
    if mentee is None:
        return
    text, next_step = MEETINGS[0]
    fields = [
        ("met_on", f"{ground.today:%d/%m/%Y}"),
        ("kind", MentoringNote.Kind.VISIT),
        ("minutes", "60"),
        ("topics", MentoringNote.Topic.values[0]),
        ("topics", MentoringNote.Topic.values[1]),
        ("text", text),
        ("readers", MentoringNote.Readers.PAIR),
        ("next_step", next_step),
        ("next_step_due_on", f"{ground.today + dt.timedelta(days=14):%d/%m/%Y}"),
    ]
    path = reverse("participants:mentoring-write", args=[mentee.pk])
    content = {"path": path, "fields": fields, "has_files": False}
    KeptForm.objects.create(user=mentor, browser=ANY_BROWSER, sealed=seal(json.dumps(content)), kept_at=ground.now)


def import_files(officer, staff, ground):
    """Two files of the officer's: one written, with a row held since its person changed; one that waits for Sudin."""
    people = (
        Participant.objects.filter(kecamatan=HERE, holds_nik=True)
        .select_related("business", "kelurahan")
        .order_by("pk")
    )
    changed, moved, same, wrong = [*people[:4], *[None] * 4][:4]
    if changed is None:
        return
    reviewed = [_row(person) for person in people[8:12]]
    if len(reviewed) == 4:
        first, *others = reviewed
        reviewed_lists.written(first, judge_file=_judge_file, officer=officer, staff=staff, ground=ground)
        reviewed_lists.waiting(others, judge_file=_judge_file, officer=officer, ground=ground)
    moving = [_row(person) for person in people[17:19]]
    reviewed_lists.moving(moving, here=HERE, judge_file=_judge_file, staff=staff, ground=ground)
    rows = [_row(changed) | {"phone": NEW_PHONE}]
    rows += [_row(moved) | {"street": "Jalan Kenari II No. 12"}] if moved else []
    rows += [_row(same)] if same else []
    rows += [_row(wrong) | {"nik": wrong.nik[:-1]}] if wrong else []
    item = _judged("daftar-hadir-rw-05.csv", rows, officer, ground, hours=3)
    Participant.objects.filter(pk=changed.pk).update(phone=DESK_PHONE)
    item.state, item.confirmed_by, item.confirmed_at = Import.State.WRITING, staff, ground.now - dt.timedelta(hours=1)
    item.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    imports.write(item)()
    home = {"kelurahan": changed.kelurahan.name, "street": "Jalan Nuri I No. 3", "phone": "0812-0000-7733"}
    rows = [NEW_PERSON | home | {"trade": "kue basah pesanan"}, _row(changed) | {"phone": NEW_PHONE}]
    _judged("pendaftar-pasar-grogol.csv", rows, officer, ground, hours=1)
    known = [_row(person) for person in people[4:8]]
    office_lists.judged(known, judge_file=_judge_file, officer=officer, ground=ground)
    fact_lists.bring_in(people[12:17], judge_file=_judge_file, officer=officer, staff=staff, ground=ground)


def _judged(name, rows, officer, ground, *, hours):
    return _judge_file(name, _csv(rows), officer, ground, hours=hours)


def _judge_file(name, content, officer, ground, *, hours, columns=None, kind=Import.Kind.PEOPLE, region=HERE):
    """An import as a worker leaves it for the decision, proposed to who may decide."""
    item = Import(kind=kind, file_name=name, region_id=region, columns=columns)
    item.registration_point_id = ground.points["kecamatan"]
    item.sha256, item.content, item.uploaded_by = hashlib.sha256(content).hexdigest(), content, officer
    item.uploaded_at = item.proposed_at = ground.now - dt.timedelta(hours=hours)
    item.save()
    imports.judge(item)()
    item.refresh_from_db()
    return item


def _row(person):
    return {
        "nik": person.nik,
        "name": person.name,
        "birth_on": f"{person.birth_on:%d/%m/%Y}",
        "sex": person.sex,
        "phone": person.phone,
        "street": person.street,
        "kelurahan": person.kelurahan.name,
        "trade": person.business.trade,
    }


def _csv(rows):
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow([COLUMNS[name].title for name in ASKED_FOR])
    lines.writerows([[row[name] for name in ASKED_FOR] for row in rows])
    return file.getvalue().encode()
